/** No word is lost: what is typed is kept in the phone at once, and sent by itself when there is a way. */

import { beginning, fieldsOf, fill, same } from "./fields.js";
import { list, put, remove } from "./phone-store.js";

/**
 * @typedef {import("./phone-store.js").Fields} Fields
 * @typedef {import("./phone-store.js").Kept} Kept
 * @typedef {{number: number, at: string, there: string}} Saved
 * @typedef {{title?: string, reason?: string, faults?: Record<string, string>}} Problem
 */

const PAUSE_MS = 2500;
const RETRY_MS = [3000, 6000, 12_000, 30_000, 60_000];

class Keeper {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.key = form.dataset["keep"] ?? "";
    this.saves = "saves" in form.dataset;
    this.id = `${this.key}|${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.shown = fieldsOf(form);
    /** @type {Fields[]} */
    this.sent = [];
    this.isDirty = this.isInFlight = this.isWaiting = this.isClashing = false;
    this.tries = 0;
    this.timer = 0;
  }

  get base() {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem("base"));
  }

  async begin() {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => this.turned());
    window.addEventListener("pagehide", () => this.leave());
    for (const name of ["online", "focus"]) window.addEventListener(name, () => this.retryNow());
    const address = new URL(location.href);
    const wasSent = address.searchParams.has("said");
    if (wasSent) {
      address.searchParams.delete("said");
      history.replaceState(null, "", address);
    }
    for (const kept of await list(`${this.key}|`)) {
      if (kept.id !== this.id) await this.found(kept, wasSent);
    }
  }

  /**
   * @param {Kept} kept
   * @param {boolean} wasSent
   */
  async found(kept, wasSent) {
    if ((kept.leaving && wasSent) || same(kept.fields, this.shown)) {
      await remove(kept.id);
      return;
    }
    // The guide has what was sent last, only its answer never came: the words go on from there.
    if (same(kept.sent, this.shown)) kept.base = this.base.value;
    kept.leaving = false;
    await put(kept);
    this.offer(kept);
  }

  /** @param {Kept} kept */
  offer(kept) {
    const offer = copy(this.form, "offer");
    text(offer, "at", new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit" }).format(kept.at));
    text(offer, "begin", beginning(kept.fields, this.shown));
    offer.querySelector("[data-use]")?.addEventListener("click", () => {
      offer.remove();
      this.use(kept);
    });
    offer.querySelector("[data-drop]")?.addEventListener("click", () => {
      offer.remove();
      void remove(kept.id);
    });
    this.form.querySelector("[data-offers]")?.append(offer);
  }

  /** @param {Kept} kept */
  use(kept) {
    // What was typed on this page before stays kept beside it.
    this.id = kept.id;
    this.base.value = kept.base;
    fill(this.form, kept.fields);
    this.typed();
  }

  typed() {
    this.isDirty = true;
    this.keep();
    if (this.saves && !this.isClashing) this.sendIn(PAUSE_MS);
  }

  keep(leaving = false) {
    const fields = fieldsOf(this.form);
    const sent = this.sent.at(-1) ?? null;
    const kept = { id: this.id, key: this.key, base: this.base.value, fields, sent, at: Date.now(), leaving };
    // Without a store (a private window) the page itself still keeps the words.
    put(kept).catch(() => {});
  }

  /** @param {number} pause */
  sendIn(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(true), pause);
  }

  /** @param {SubmitEvent} event */
  submitted(event) {
    const by = event.submitter;
    // A form that clashes goes as a page goes: the guide sets it aside and shows both texts.
    if (this.isClashing || (by instanceof HTMLButtonElement && by.name === "do")) {
      this.keep(true);
      return;
    }
    event.preventDefault();
    this.isDirty = true;
    this.keep();
    void this.send(false);
  }

  turned() {
    if (document.visibilityState === "hidden") this.leave();
    else this.retryNow();
  }

  leave() {
    if (this.isDirty && this.saves && !this.isClashing) void this.send(true, true);
  }

  retryNow() {
    if (this.isWaiting) this.sendIn(0);
  }

  /**
   * @param {boolean} minor
   * @param {boolean} leaving
   */
  async send(minor, leaving = false) {
    clearTimeout(this.timer);
    if (this.isInFlight) return;
    const fields = fieldsOf(this.form);
    const body = new FormData(this.form);
    if (minor) body.set("minor", "1");
    this.isInFlight = true;
    this.isDirty = false;
    this.sent.push(fields);
    this.keep();
    this.tell("saving");
    try {
      const response = await fetch(location.pathname, { method: "POST", body, headers: headers(), keepalive: leaving });
      await this.answered(response, fields, minor);
    } catch {
      this.wait("waiting");
    } finally {
      this.isInFlight = false;
    }
    if (this.isDirty && !this.isWaiting && !this.isClashing && this.saves) this.sendIn(PAUSE_MS);
  }

  /**
   * @param {Response} response
   * @param {Fields} fields
   * @param {boolean} minor
   */
  async answered(response, fields, minor) {
    if (response.ok) return this.saved(await response.json(), fields);
    const problem = /** @type {Problem} */ (await response.json().catch(() => ({})));
    if (response.status === 401 || problem.reason === "foreign-form") return this.renew();
    if (response.status === 409) return this.clashed();
    if (response.status === 422 && !minor) {
      this.keep(true);
      this.form.submit();
    } else if (response.status >= 500 || response.status === 429) {
      this.wait("busy");
    } else {
      const fault = Object.values(problem.faults ?? {})[0] ?? problem.title ?? "";
      this.tell("wrong", `${this.form.dataset["wrong"]} ${fault}`);
    }
  }

  /**
   * @param {Saved} answer
   * @param {Fields} fields
   */
  async saved(answer, fields) {
    this.isWaiting = false;
    this.tries = 0;
    this.sent = [fields];
    this.shown = fields;
    if (!this.saves) {
      await remove(this.id);
      location.assign(answer.there);
      return;
    }
    this.base.value = String(answer.number);
    this.tell("saved", (this.form.dataset["saved"] ?? "").replace("{time}", answer.at));
    if (same(fieldsOf(this.form), fields)) await remove(this.id).catch(() => {});
    else this.keep();
  }

  /** The sign-in has ended, or another has begun in another tab: its page tells the new token, and whose it is. */
  async renew() {
    const page = await this.asked();
    if (!page) {
      this.wait("signedOut");
      copyInto(this.form, "leaving", this.form.querySelector("[data-status]"));
    } else if (page.form.dataset["keep"] !== this.key) {
      this.tell("foreign");
    } else {
      renewToken(page.document);
      this.sendIn(0);
    }
  }

  /** Somebody else has saved; or it was this page, and the answer got lost on the way. */
  async clashed() {
    const page = await this.asked();
    const theirs = page && fieldsOf(page.form);
    if (page && theirs && this.sent.some((each) => same(each, theirs))) {
      this.base.value = /** @type {HTMLInputElement} */ (page.form.elements.namedItem("base")).value;
      this.isDirty = true;
      return;
    }
    this.isDirty = true;
    this.isClashing = true;
    this.keep();
    this.tell("clash");
    const banner = copy(this.form, "clashing");
    this.form.querySelector("[data-offers]")?.append(banner);
    banner.scrollIntoView({ block: "center" });
  }

  /** This page as the guide shows it now; null for whoever is not signed in. */
  async asked() {
    const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!response.ok || new URL(response.url).pathname !== location.pathname) return null;
    const found = new DOMParser().parseFromString(await response.text(), "text/html");
    const form = found.querySelector("form[data-keep]");
    return form instanceof HTMLFormElement ? { document: found, form } : null;
  }

  /** @param {"waiting" | "busy" | "signedOut"} why */
  wait(why) {
    this.isDirty = true;
    this.isWaiting = true;
    this.tell(why);
    const pause = RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)] ?? 60_000;
    this.sendIn(pause);
  }

  /**
   * @param {string} what
   * @param {string} words
   */
  tell(what, words = this.form.dataset[what] ?? "") {
    const status = this.form.querySelector("[data-status]");
    if (!(status instanceof HTMLElement)) return;
    status.textContent = words;
    status.dataset["status"] = what;
  }
}

function headers() {
  const token = document.querySelector('meta[name="desk-token"]')?.getAttribute("content") ?? "";
  return { Accept: "application/json", "X-Desk-Token": token };
}

/** @param {Document} from */
function renewToken(from) {
  const token = from.querySelector('meta[name="desk-token"]')?.getAttribute("content") ?? "";
  document.querySelector('meta[name="desk-token"]')?.setAttribute("content", token);
  for (const field of document.querySelectorAll('input[name="_token"]')) {
    /** @type {HTMLInputElement} */ (field).value = token;
  }
}

/**
 * @param {HTMLElement} around
 * @param {string} name
 * @returns {HTMLElement}
 */
function copy(around, name) {
  const template = /** @type {HTMLTemplateElement} */ (around.querySelector(`template[data-${name}]`));
  return /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
}

/**
 * @param {HTMLElement} around
 * @param {string} name
 * @param {Element | null} into
 */
function copyInto(around, name, into) {
  into?.append(" ", copy(around, name));
}

/**
 * @param {HTMLElement} around
 * @param {string} name
 * @param {string} words
 */
function text(around, name, words) {
  const place = around.querySelector(`[data-${name}]`);
  if (place) place.textContent = words;
}

/** A text that the guide has set aside needs no phone any more. */
async function forget() {
  const settled = document.querySelector("[data-forget]");
  if (!(settled instanceof HTMLElement)) return;
  for (const kept of await list(settled.dataset["forget"] ?? "-")) {
    if (kept.leaving) await remove(kept.id);
  }
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const isOpen = form instanceof HTMLFormElement && !form.querySelector("fieldset.plain:disabled");
  if (isOpen) new Keeper(form).begin().catch(() => {});
}
void forget();
