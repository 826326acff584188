/** A form as names and values: read, filled, compared. */

/** @typedef {import("./phone-store.js").Fields} Fields */

const NOT_WORDS = new Set(["_token", "base", "do", "minor"]);

/**
 * @param {HTMLFormElement} form
 * @returns {Fields}
 */
export function fieldsOf(form) {
  /** @type {Fields} */
  const told = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_WORDS.has(name)) told.push([name, value]);
  }
  return told;
}

/**
 * Puts kept words back; rows that are not there yet are made by whoever hears `keep:fill`.
 *
 * @param {HTMLFormElement} form
 * @param {Fields} fields
 */
export function fill(form, fields) {
  form.dispatchEvent(new CustomEvent("keep:fill", { detail: fields }));
  /** @type {Map<string, string[]>} */
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio")) {
      control.checked = values.get(control.name)?.includes(control.value) ?? false;
    } else if (
      control instanceof HTMLInputElement ||
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement
    ) {
      const value = NOT_WORDS.has(control.name) ? undefined : values.get(control.name)?.[0];
      if (value !== undefined) control.value = value;
    }
  }
  form.dispatchEvent(new Event("filled"));
}

/**
 * Whether two forms say the same, as the guide would keep it: blanks and the way letters are composed do not matter.
 *
 * @param {Fields | null} one
 * @param {Fields | null} other
 */
export function same(one, other) {
  return one !== null && other !== null && plain(one) === plain(other);
}

/** @param {Fields} fields */
function plain(fields) {
  return JSON.stringify(fields.map(([name, value]) => [name, value.normalize("NFC").replace(/\s+/g, " ").trim()]));
}

/**
 * The words by which somebody knows a draft again: the longest that the page does not show.
 *
 * @param {Fields} kept
 * @param {Fields} shown
 */
export function beginning(kept, shown) {
  const known = new Set(shown.map(([name, value]) => `${name} ${value}`));
  const changed = kept.filter(([name, value]) => !known.has(`${name} ${value}`)).map(([, value]) => value);
  const longest = changed.reduce((most, each) => (each.length > most.length ? each : most), "");
  return longest.length > 80 ? `… ${longest.slice(-78).trimStart()}` : longest;
}
