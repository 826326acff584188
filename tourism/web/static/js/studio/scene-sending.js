/** A model on its way: how much has arrived; what was lost stays chosen and goes again at a press. */

const MEGA = 1_000_000;
// What is said of the moment or of the signal, not of the file.
const LATER = [429, 502, 503, 504];

/** @param {HTMLFormElement} form */
function sending(form) {
  const file = /** @type {HTMLInputElement} */ (form.querySelector('input[type="file"]'));
  const bar = /** @type {HTMLProgressElement} */ (form.querySelector("[data-bar]"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[data-said]"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  let isOnItsWay = false;

  /** @param {string} name */
  const words = (name) => form.dataset[`words${name}`] ?? "";

  /** @param {string} sentence */
  function stopped(sentence) {
    isOnItsWay = false;
    button.disabled = false;
    bar.hidden = true;
    said.textContent = sentence;
    said.className = "fault";
  }

  /** @param {XMLHttpRequest} request */
  function answered(request) {
    const told = read(request.responseText);
    if (request.status >= 200 && request.status < 300) {
      isOnItsWay = false;
      window.location.assign(told.there);
    } else if (LATER.includes(request.status)) {
      stopped(told.title || words("Busy"));
    } else {
      stopped(told.title || words("Lost"));
    }
  }

  /** @param {ProgressEvent} event */
  function came(event) {
    if (!event.lengthComputable) return;
    bar.value = event.loaded / event.total;
    const isThere = event.loaded >= event.total;
    said.textContent = isThere ? words("Reading") : `${words("Sending")} ${Math.floor((100 * event.loaded) / event.total)} %`;
  }

  form.addEventListener("submit", (event) => {
    const chosen = file.files?.[0];
    // A browser says best itself that nothing is chosen yet; the guide says it without a script.
    if (!chosen) return;
    event.preventDefault();
    if (isOnItsWay) return;
    if (chosen.size > Number(form.dataset["largest"]) * MEGA) return stopped(words("Large"));
    isOnItsWay = true;
    button.disabled = true;
    bar.hidden = false;
    said.className = "";
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Desk-Token", document.querySelector('meta[name="desk-token"]')?.getAttribute("content") ?? "");
    request.upload.addEventListener("progress", came);
    request.addEventListener("loadend", () => answered(request));
    request.send(new FormData(form));
  });

  window.addEventListener("beforeunload", (event) => {
    if (isOnItsWay) event.preventDefault();
  });
}

/**
 * @param {string} text
 * @returns {{title: string, there: string}}
 */
function read(text) {
  try {
    const told = JSON.parse(text);
    return { title: String(told.title ?? ""), there: String(told.there ?? "") };
  } catch {
    return { title: "", there: "" };
  }
}

for (const form of document.querySelectorAll("form[data-scene-sender]")) sending(/** @type {HTMLFormElement} */ (form));
