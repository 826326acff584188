/** Photos are sent one after the other; one whose signal was lost waits here and goes again by itself. */

const LARGEST = 60_000_000;
const AGAIN_MS = 8_000;
// What is said for a moment by a server at its limit, not by the photo.
const PASSING = [0, 429, 502, 503, 504];

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-photo-sender]"));
const list = /** @type {HTMLOListElement | null} */ (document.querySelector("[data-photo-queue]"));

/** @typedef {{file: File, line: HTMLLIElement, bar: HTMLProgressElement, said: HTMLElement, again: HTMLButtonElement}} Waiting */

/** @type {Waiting[]} */
const queue = [];
let isSending = false;
let taken = 0;
let refused = 0;

/** @param {string} name @returns {string} */
const words = (name) => form?.dataset[`words${name}`] ?? "";

/** @param {File} file @returns {Waiting} */
function waiting(file) {
  const line = document.createElement("li");
  const name = document.createElement("b");
  const bar = document.createElement("progress");
  const said = document.createElement("span");
  const again = document.createElement("button");
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  said.textContent = words("Waiting");
  again.type = "button";
  again.className = "button little";
  again.textContent = words("Again");
  again.hidden = true;
  again.addEventListener("click", () => void send());
  line.append(name, bar, said, again);
  list?.append(line);
  return { file, line, bar, said, again };
}

/** @param {Waiting} each @returns {Promise<{status: number, title: string}>} */
function posted(each) {
  const body = new FormData();
  const credit = /** @type {HTMLInputElement | null} */ (form?.querySelector('[name="credit"]') ?? null);
  const day = /** @type {HTMLInputElement | null} */ (form?.querySelector('[name="keeps_day"]') ?? null);
  body.set("photo", each.file);
  body.set("credit", credit?.value ?? "");
  if (day?.checked) body.set("keeps_day", "yes");
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = () => resolve({ status: request.status, title: told(request.responseText) });
    request.open("POST", form?.action ?? "");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Desk-Token", document.querySelector('meta[name="desk-token"]')?.getAttribute("content") ?? "");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      each.bar.value = event.loaded / event.total;
      each.said.textContent =
        event.loaded < event.total ? `${words("Sending")} ${Math.floor((100 * event.loaded) / event.total)} %` : words("Reading");
    });
    request.addEventListener("loadend", end);
    request.send(body);
  });
}

/** @param {string} text @returns {string} */
function told(text) {
  try {
    return String(JSON.parse(text).title ?? "");
  } catch {
    return "";
  }
}

/** Sends what waits, the first one first; stops where the signal is lost. */
async function send() {
  if (isSending) return;
  isSending = true;
  for (let each = queue[0]; each; each = queue[0]) {
    each.again.hidden = true;
    const { status, title } = await posted(each);
    if (PASSING.includes(status)) {
      each.said.textContent = title || words("Lost");
      each.again.hidden = false;
      window.setTimeout(() => void send(), AGAIN_MS);
      break;
    }
    queue.shift();
    each.bar.hidden = true;
    if (status < 400) taken += 1;
    else refused += 1;
    each.said.textContent = status < 400 ? words("Done") : title;
    each.line.className = status < 400 ? "is-done" : "is-refused";
  }
  isSending = false;
  // What was refused is to be read first.
  if (!queue.length && taken && !refused) window.location.assign(`${window.location.pathname}?said=added`);
}

/** @param {Event} event */
function chosen(event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type !== "file") return;
  for (const file of input.files ?? []) {
    const each = waiting(file);
    if (file.size > LARGEST) {
      refused += 1;
      each.bar.hidden = true;
      each.line.className = "is-refused";
      each.said.textContent = words("Large");
    } else {
      queue.push(each);
    }
  }
  input.value = "";
  void send();
}

form?.addEventListener("change", chosen);
window.addEventListener("online", () => void send());
window.addEventListener("beforeunload", (event) => {
  if (queue.length) event.preventDefault();
});
