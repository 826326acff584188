/** Parts of a model, put onto it by a tap or at the middle of the picture; views that are kept; the fields follow. */

import { loadViewer } from "../viewer.js";
import { drawn, under } from "./scene-pointing.js";

/**
 * @typedef {import("./scene-pointing.js").Vector} Vector
 * @typedef {import("./scene-pointing.js").Viewer} Viewer
 */

const DEGREES = 180 / Math.PI;
// A finger that moved further has turned the model.
const STILL_PX = 8;
const comma = document.documentElement.lang === "vi" ? "," : ".";

const look = document.querySelector("[data-look]");
const list = document.querySelector("[data-rows]");
if (look instanceof HTMLElement && list instanceof HTMLElement) editing(look, list);

/**
 * @param {HTMLElement} around
 * @param {HTMLElement} rows
 */
function editing(around, rows) {
  const stage = around.querySelector("[data-stage]");
  const form = /** @type {HTMLFormElement} */ (rows.closest("form"));
  const longest = Number(around.dataset["longest"]) || 1;
  /** @type {Viewer | null} */
  let viewer = null;
  /** @type {HTMLElement | null} */
  let active = null;

  /** @param {string} name */
  const say = (name) => {
    const told = around.querySelector("[data-told]");
    if (told) told.textContent = around.dataset[`words${name}`] ?? "";
  };

  async function show() {
    if (!(stage instanceof HTMLElement)) return;
    // Without it the megabytes stay where they are.
    if (!document.createElement("canvas").getContext("webgl2")) return say("Unable");
    stage.classList.add("is-loading");
    try {
      await loadViewer();
      say("");
    } catch {
      stage.classList.remove("is-loading");
      return say("Lost");
    }
    viewer = /** @type {Viewer} */ (document.createElement("model-viewer"));
    for (const [name, value] of [
      ["src", around.dataset["src"] ?? ""],
      ["alt", stage.dataset["alt"] ?? ""],
      ["camera-controls", ""],
      ["touch-action", "pan-y"],
      ["interaction-prompt", "none"],
      ["shadow-intensity", "0.6"],
      ["min-camera-orbit", "auto 0deg auto"],
      ["max-camera-orbit", "auto 175deg auto"],
    ]) viewer.setAttribute(name ?? "", value ?? "");
    viewer.addEventListener("poster-dismissed", () => void begin(), { once: true });
    viewer.addEventListener("error", failed, { once: true });
    listen(viewer);
    stage.append(viewer, cross());
  }

  async function begin() {
    if (!viewer) return;
    await drawn(viewer);
    stage?.classList.add("is-shown");
    mark();
  }

  function failed() {
    stage?.classList.remove("is-loading", "is-shown");
    for (const each of stage?.querySelectorAll("model-viewer, .cross") ?? []) each.remove();
    viewer = null;
    say("Lost");
    mark();
  }

  /** @param {Viewer} shown */
  function listen(shown) {
    /** @type {{x: number, y: number} | null} */
    let from = null;
    shown.addEventListener("pointerdown", (event) => (from = { x: event.clientX, y: event.clientY }));
    shown.addEventListener("click", (event) => {
      const isTap = from && Math.hypot(event.clientX - from.x, event.clientY - from.y) < STILL_PX;
      const isPin = event.target instanceof Element && event.target.closest("[slot]");
      if (isTap && !isPin) tapped(event.clientX, event.clientY);
    });
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  function tapped(x, y) {
    const found = viewer && stage?.classList.contains("is-shown") && under(viewer, x, y);
    if (!found) return say("Missed");
    // A part that stands somewhere stays there: a tap beside it is a new one, until its own button moves it.
    if (!active?.isConnected || at(active)) add();
    if (active) put(active, found);
  }

  function add() {
    const count = rows.children.length;
    /** @type {HTMLButtonElement | null} */ (form.querySelector("[data-more]"))?.click();
    const made = rows.lastElementChild;
    if (rows.children.length > count && made instanceof HTMLElement) choose(made);
  }

  /**
   * @param {HTMLElement} row
   * @param {{position: Vector, normal: Vector}} found
   */
  function put(row, found) {
    for (const axis of /** @type {const} */ (["x", "y", "z"])) write(row, axis, found.position[axis] / longest);
    field(row, "normal").value = [found.normal.x, found.normal.y, found.normal.z].map((each) => each.toFixed(4)).join(" ");
    changed(row, "Put");
  }

  /** @param {HTMLElement} row */
  function centre(row) {
    if (!viewer) return;
    const box = viewer.getBoundingClientRect();
    const found = under(viewer, box.left + box.width / 2, box.top + box.height / 2);
    if (found) put(row, found);
    else say("Missed");
  }

  /** @param {HTMLElement} row */
  function keepView(row) {
    if (!viewer) return;
    const [orbit, target] = [viewer.getCameraOrbit(), viewer.getCameraTarget()];
    const around = (orbit.theta * DEGREES) % 360;
    write(row, "around", Math.round(around * 10) / 10);
    write(row, "down", Math.round(orbit.phi * DEGREES * 10) / 10);
    write(row, "away", Math.min(orbit.radius / longest, 10));
    field(row, "target").value = [target.x, target.y, target.z].map((each) => (each / longest).toFixed(4)).join(" ");
    changed(row, "View");
  }

  /** @param {HTMLElement} row */
  function see(row) {
    const spot = at(row);
    if (!viewer || !spot) return;
    const [around, down, away] = ["around", "down", "away"].map((name) => read(row, name));
    const kept = field(row, "target").value.split(" ").map(Number);
    const target = kept.length === 3 && kept.every(Number.isFinite) ? kept : [spot.x, spot.y, spot.z];
    viewer.cameraTarget = target.map((each) => `${each * longest}m`).join(" ");
    if (around !== undefined && down !== undefined && away) viewer.cameraOrbit = `${around}deg ${down}deg ${away * longest}m`;
    choose(row);
  }

  /**
   * @param {HTMLElement} row
   * @param {string} words
   */
  function changed(row, words) {
    choose(row);
    const done = row.querySelector("[data-done]");
    if (done) done.textContent = around.dataset[`words${words}`] ?? "";
    say(words);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {HTMLElement} row */
  function choose(row) {
    active = row;
    for (const each of rows.children) each.classList.toggle("is-active", each === row);
    mark();
  }

  /** The parts' numbers on the model, anew: rows come, go and change their places. */
  function mark() {
    const hasModel = viewer !== null && stage?.classList.contains("is-shown");
    for (const each of form.querySelectorAll("[data-deeds]")) each.toggleAttribute("hidden", !hasModel);
    if (!viewer) return;
    for (const each of viewer.querySelectorAll("[slot]")) each.remove();
    [...rows.children].forEach((row, place) => {
      const spot = row instanceof HTMLElement ? at(row) : null;
      if (spot && row instanceof HTMLElement) viewer?.append(pin(row, spot, place + 1));
    });
  }

  /**
   * @param {HTMLElement} row
   * @param {Vector} spot
   * @param {number} number
   */
  function pin(row, spot, number) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = row === active ? "scene-pin is-active" : "scene-pin";
    made.slot = `hotspot-${row.dataset["row"]}`;
    made.dataset["position"] = [spot.x, spot.y, spot.z].map((each) => `${each * longest}m`).join(" ");
    made.dataset["normal"] = field(row, "normal").value || "0 1 0";
    made.textContent = String(number);
    made.setAttribute("aria-label", `${number} ${label(row)}`.trim());
    made.addEventListener("click", () => {
      choose(row);
      row.scrollIntoView({ block: "nearest" });
      /** @type {HTMLElement | null} */ (row.querySelector("input:not([type=hidden])"))?.focus({ preventScroll: true });
    });
    return made;
  }

  stage?.querySelector("[data-load]")?.addEventListener("click", () => void show());
  rows.addEventListener("focusin", (event) => {
    const row = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    if (row instanceof HTMLElement && row !== active) choose(row);
  });
  rows.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const row = button?.closest("[data-row]");
    if (!button || !(row instanceof HTMLElement)) return;
    if ("centre" in button.dataset) centre(row);
    else if ("keepView" in button.dataset) keepView(row);
    else if ("see" in button.dataset) see(row);
  });
  form.addEventListener("input", mark);
  form.addEventListener("filled", mark);
}

function cross() {
  const made = document.createElement("span");
  made.className = "cross";
  return made;
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 */
function field(row, name) {
  return /** @type {HTMLInputElement} */ (row.querySelector(`[data-number="${name}"]`));
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @param {number} value
 */
function write(row, name, value) {
  field(row, name).value = String(Number(value.toFixed(4))).replace(".", comma);
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @returns {number | undefined}
 */
function read(row, name) {
  const typed = field(row, name).value.trim().replace(",", ".").replace("−", "-");
  const value = Number(typed);
  return typed && Number.isFinite(value) ? value : undefined;
}

/**
 * @param {HTMLElement} row
 * @returns {Vector | null} in lengths; null where a number is missing
 */
function at(row) {
  const [x, y, z] = ["x", "y", "z"].map((name) => read(row, name));
  return x === undefined || y === undefined || z === undefined ? null : { x, y, z };
}

/** @param {HTMLElement} row */
function label(row) {
  return /** @type {HTMLInputElement | null} */ (row.querySelector('[name^="label-"]'))?.value ?? "";
}
