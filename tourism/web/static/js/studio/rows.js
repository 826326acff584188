/** Rows that are added, moved and removed without asking the guide; hours that are the same on all days. */

/** @typedef {import("./phone-store.js").Fields} Fields */

const ATTRIBUTES = ["name", "id", "for", "value", "data-row", "aria-describedby"];
const LEADING = /^(?:title|key)-(.+)$/;

let made = 0;

/**
 * @param {HTMLFormElement} form
 * @param {string} mark
 * @returns {Element | null}
 */
function blank(form, mark) {
  const template = form.querySelector("template[data-blank]");
  if (!(template instanceof HTMLTemplateElement)) return null;
  const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild;
  if (!row) return null;
  for (const part of [row, ...row.querySelectorAll("*")]) {
    for (const name of ATTRIBUTES) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, value.replace(/(^|-)blank(?=$|\.)/, `$1${mark}`));
    }
  }
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {string | undefined} way
 */
function move(row, way) {
  if (way === "up") row.previousElementSibling?.before(row);
  else if (way === "down") row.nextElementSibling?.after(row);
  else row.remove();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function copyHours(form, name) {
  const known = form.elements.namedItem("hours_known");
  if (known instanceof HTMLInputElement) known.checked = true;
  const value = /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value;
  for (const field of form.querySelectorAll("[data-week] input")) /** @type {HTMLInputElement} */ (field).value = value;
}

/** @param {HTMLFormElement} form */
function add(form) {
  const row = blank(form, `r${Date.now().toString(36)}${made++}`);
  if (!row) return;
  form.querySelector("[data-rows]")?.append(row);
  /** @type {HTMLElement | null} */ (row.querySelector("input:not([type=hidden]), textarea"))?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-move], [data-more], [data-copy]") : null;
  if (!(button instanceof HTMLButtonElement) || !button.form) return;
  event.preventDefault();
  const { form } = button;
  if ("more" in button.dataset) add(form);
  else if (button.dataset["copy"]) copyHours(form, button.dataset["copy"]);
  else move(/** @type {HTMLElement} */ (button.closest("[data-row]")), button.dataset["move"]);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  // A new row has the focus already.
  if (button.isConnected && !("more" in button.dataset)) button.focus();
});

for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("keep:fill", (event) => {
    const rows = form.querySelector("[data-rows]");
    if (!rows || !(form instanceof HTMLFormElement)) return;
    const fields = /** @type {CustomEvent<Fields>} */ (event).detail;
    const marks = fields.map(([name]) => LEADING.exec(name)?.[1]).filter((mark) => mark !== undefined);
    const kept = new Map([...rows.children].map((row) => [row.getAttribute("data-row") ?? "", row]));
    const wanted = marks.map((mark) => kept.get(mark) ?? blank(form, mark)).filter((row) => row !== null);
    rows.replaceChildren(...wanted);
  });
}
