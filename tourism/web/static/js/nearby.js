/** What is near: the position stays here; the guide is told the visitor's 5-km cell. */

import { byDistance, cellName, compass, match } from "./nearness.js";

/**
 * @typedef {{url: string, bytes: number, duration_ms: number, made_by?: string}} Sound
 * @typedef {{
 *   id: string, name: string, hook: string, language: string, url: string, picture: string | null, accuracy_m: number,
 *   approximate: boolean, zone_m: number, awaiting: boolean, commune: unknown, sound: Sound | null,
 * }} Properties As in the cell's GeoJSON.
 * @typedef {import("./nearness.js").Place & {about: Properties}} Site
 * @typedef {import("./nearness.js").Seen<Site>} Seen
 */

const REDRAW_MS = 3000;
const RETRY_MS = 10_000;
const LISTED = 20;
const WATCH = { enableHighAccuracy: true, maximumAge: 5000, timeout: 20_000 };

const html = document.documentElement;
/** @type {HTMLElement} */
const page = need(document, "[data-nearby]");
const words = template("words");
const player = new Audio();
player.preload = "none";

/** @type {Map<string, Site>} */
const sites = new Map();
/** When a cell may be asked for again: never, once it came. @type {Map<string, number>} */
const cells = new Map();
/** @type {Map<string, HTMLElement>} */
const drawn = new Map();
/** @type {number | null} */
let watch = null;
/** @type {WakeLockSentinel | null} */
let awake = null;
let isOn = false;
let isLoaded = false;
/** @type {GeolocationCoordinates | null} */
let here = null;
/** @type {string | null} */
let was = null;
/** @type {Site | null} */
let heard = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pending;
let drawnAt = 0;

need(page, "[data-find]").addEventListener("click", start);
need(page, "[data-stop]").addEventListener("click", () => stop(""));
document.addEventListener("visibilitychange", () => isOn && (document.hidden ? pause() : follow()));
for (const event of ["play", "pause", "ended", "error"]) player.addEventListener(event, draw);

function start() {
  if (!window.isSecureContext) return say("insecure");
  if (!("geolocation" in navigator)) return say("unavailable");
  isOn = true;
  say("looking");
  show();
  follow();
}

/** @param {string} why */
function stop(why) {
  isOn = false;
  pause();
  clearTimeout(pending);
  here = was = null;
  say(why);
  show();
}

/** A page that is not seen gets no positions. */
function follow() {
  if (watch !== null) return;
  watch = navigator.geolocation.watchPosition(moved, failed, WATCH);
  // Where there is no lock, the screen goes dark, and the watch with it.
  navigator.wakeLock?.request("screen").then(
    (lock) => {
      if (watch === null) lock.release();
      else awake = lock;
    },
    () => {},
  );
}

function pause() {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
  awake?.release();
  awake = null;
}

/** @param {GeolocationPosition} position */
function moved({ coords }) {
  here = coords;
  load(cellName({ lat: coords.latitude, lon: coords.longitude }));
  clearTimeout(pending);
  pending = setTimeout(draw, Math.max(0, drawnAt + REDRAW_MS - Date.now()));
}

/** @param {GeolocationPositionError} error */
function failed(error) {
  if (error.code === error.PERMISSION_DENIED) stop("denied");
  else say(error.code === error.TIMEOUT ? "slow" : "unavailable");
}

/** @param {string} cell */
async function load(cell) {
  if ((cells.get(cell) ?? 0) > Date.now()) return;
  cells.set(cell, Infinity);
  try {
    const address = `${page.dataset.cells}${cell}.geojson?lang=${html.dataset.language}`;
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) throw new Error(String(answer.status));
    for (const { geometry, properties } of (await answer.json()).features) keep(geometry.coordinates, properties);
    isLoaded = true;
    draw();
  } catch {
    cells.set(cell, Date.now() + RETRY_MS);
    if (!sites.size) say("offline");
  }
}

/**
 * @param {[number, number]} coordinates
 * @param {Properties} about
 */
function keep([lon, lat], about) {
  sites.set(about.id, { id: about.id, lat, lon, zone: about.zone_m, approximate: about.approximate, about });
}

function draw() {
  if (!isOn || !here || !isLoaded) return;
  drawnAt = Date.now();
  if (!sites.size) return say("empty");
  const { accuracy } = here;
  const around = byDistance(sites.values(), { lat: here.latitude, lon: here.longitude }, accuracy);
  const { at, maybe } = match(around, accuracy, was);
  was = at?.place.id ?? null;
  const first = at ? [at] : maybe.length ? maybe : around.slice(0, 1);
  // What is being heard keeps its card, and with it the way to pause.
  const told = player.paused ? undefined : around.find((each) => each.place === heard);
  const cards = told && !first.includes(told) ? [...first, told] : first;
  const rest = around.filter((each) => !cards.includes(each)).slice(0, LISTED);
  headline(at, maybe, first);
  need(page, "[data-accuracy]").textContent = filled("accuracy", { distance: exact(accuracy) });
  const focus = document.activeElement;
  arrange(need(page, "[data-cards]"), cards.map((each) => card("nearest", each, accuracy)));
  arrange(need(page, "[data-list]"), rest.map((each) => card("site", each, accuracy)));
  // A card that changes its place must not take the keyboard's focus away.
  if (focus instanceof HTMLElement && focus !== document.activeElement) focus.focus({ preventScroll: true });
  if (need(page, "[data-found]").hidden) need(page, "[data-all]").removeAttribute("open");
  show(true);
}

/**
 * @param {Seen | null} at
 * @param {Seen[]} maybe
 * @param {Seen[]} first
 */
function headline(at, maybe, first) {
  const names = (at ? [at] : maybe.length ? maybe : first).map((each) => each.place.about.name);
  const list = new Intl.ListFormat(html.lang, { type: "disjunction" }).format(names);
  const rough = first[0]?.place.approximate ? "rough" : "nearest";
  say(at ? "at" : maybe.length > 1 ? "maybe" : maybe.length ? "seem" : rough, { name: list });
}

/**
 * @param {string} kind which template
 * @param {Seen} view
 * @param {number} accuracy
 */
function card(kind, { place, metres, bearing }, accuracy) {
  const { about } = place;
  const key = `${kind} ${about.id}`;
  const node = drawn.get(key) ?? made(kind, place);
  drawn.set(key, node);
  // Within the doubt about either end there is no direction to point to.
  const isFar = metres > accuracy + (about.approximate ? about.accuracy_m : 0);
  need(node, "[data-metres]").textContent = about.approximate ? rough(metres) : walkers(metres);
  need(node, "[data-wind]").textContent = isFar ? filled(compass(bearing), {}) : "";
  const needle = node.querySelector("[data-needle]");
  needle?.setAttribute("transform", `rotate(${Math.round(bearing)} 24 24)`);
  needle?.toggleAttribute("hidden", !isFar);
  node.querySelector("[data-centre]")?.toggleAttribute("hidden", isFar);
  const isHeard = heard === place && !player.paused;
  node.querySelector("[data-play-sign]")?.toggleAttribute("hidden", isHeard);
  node.querySelector("[data-pause-sign]")?.toggleAttribute("hidden", !isHeard);
  const word = node.querySelector("[data-word]");
  if (word) word.textContent = filled(isHeard ? "pause" : "listen", {});
  node.querySelector("[data-trouble]")?.toggleAttribute("hidden", !(heard === place && player.error));
  return node;
}

/**
 * What does not change while one walks; people's words only ever become text.
 * @param {string} kind
 * @param {Site} site
 */
function made(kind, site) {
  const { about } = site;
  const node = /** @type {HTMLElement} */ (template(kind).firstElementChild?.cloneNode(true));
  const link = /** @type {HTMLAnchorElement} */ (need(node, "[data-name]"));
  link.textContent = about.name;
  link.href = ours(about.url);
  const hook = need(node, "[data-hook]");
  if (!about.awaiting) hook.textContent = about.hook;
  if (about.language !== html.lang) for (const each of about.awaiting ? [link] : [link, hook]) each.lang = about.language;
  if (about.picture) /** @type {HTMLImageElement} */ (need(node, "[data-picture]")).src = ours(about.picture);
  need(node, "[data-approximate]").hidden = !about.approximate;
  const off = node.querySelector("[data-off]");
  if (off) off.textContent = filled("off", { distance: exact(about.accuracy_m) });
  const listen = /** @type {HTMLElement | null} */ (node.querySelector("[data-sound]"));
  if (listen && about.sound) hearable(listen, site, about.sound);
  return node;
}

/**
 * @param {HTMLElement} part
 * @param {Site} site
 * @param {Sound} sound
 */
function hearable(part, site, sound) {
  const seconds = Math.round(sound.duration_ms / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  need(part, "[data-length]").textContent = `${clock} · ${number(Math.max(0.1, sound.bytes / 1e6))} MB`;
  need(part, "[data-machine]").hidden = sound.made_by === "human";
  need(part, "[data-listen]").addEventListener("click", () => listen(site, sound));
  part.hidden = false;
}

/**
 * @param {Site} site
 * @param {Sound} sound
 */
function listen(site, sound) {
  if (heard === site && !player.paused) return player.pause();
  if (heard !== site || player.error) player.src = ours(sound.url);
  heard = site;
  if ("mediaSession" in navigator) navigator.mediaSession.metadata = new MediaMetadata({ title: site.about.name });
  player.play().catch(draw);
}

/** @param {boolean} [isFound] */
function show(isFound = isOn && Boolean(here)) {
  need(page, "[data-find]").hidden = isOn;
  need(page, "[data-stop]").hidden = !isOn;
  need(page, "[data-found]").hidden = !isFound;
  if (!isFound) need(page, "[data-all]").setAttribute("open", "");
}

/**
 * Screen readers speak this line: it changes only when there is something else to say.
 * @param {string} key
 * @param {Record<string, string>} [values]
 */
function say(key, values = {}) {
  const line = need(page, "[data-said]");
  const text = key ? filled(key, values) : "";
  if (line.textContent !== text) line.textContent = text;
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement[]} nodes
 */
function arrange(list, nodes) {
  nodes.forEach((node, place) => {
    const there = list.children[place] ?? null;
    if (there !== node) list.insertBefore(node, there);
  });
  while (list.children.length > nodes.length) list.lastElementChild?.remove();
}

/**
 * @param {string} key
 * @param {Record<string, string>} values
 */
function filled(key, values) {
  const text = need(words, `[data-word="${key}"]`).textContent ?? "";
  return text.trim().replace(/\{(\w+)\}/g, (whole, each) => values[each] ?? whole);
}

/** @param {number} value */
function number(value) {
  return value.toLocaleString(html.lang, { maximumFractionDigits: 1 });
}

/** A distance as the guide's other pages write it. @param {number} metres */
function walkers(metres) {
  if (metres < 95) return `${number(Math.ceil(metres / 5) * 5)} m`;
  return metres < 995 ? `${number(Math.round(metres / 10) * 10)} m` : `${number(metres / 1000)} km`;
}

/** To a place whose pin is approximate no more digits than are true. @param {number} metres */
function rough(metres) {
  const text = metres < 950 ? `${number(Math.max(1, Math.round(metres / 100)) * 100)} m` : `${number(Math.round(metres / 1000))} km`;
  return `≈ ${text}`;
}

/** @param {number} metres */
function exact(metres) {
  return metres < 1000 ? `${number(Math.ceil(metres))} m` : `${number(metres / 1000)} km`;
}

/** @param {string} address */
function ours(address) {
  const url = new URL(address, location.href);
  return url.origin === location.origin ? url.href : "";
}

/** @param {string} kind */
function template(kind) {
  return /** @type {HTMLTemplateElement} */ (need(page, `template[data-${kind}]`)).content;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function need(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return /** @type {HTMLElement} */ (found);
}
