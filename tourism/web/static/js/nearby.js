/** What is near: the position stays here; the guide is told the visitor's 5-km cell. */

import { byDistance, cellName, compass, exactly, match, roughly } from "./nearness.js";
import { OPUS, playsOpus } from "./soundfile.js";

/**
 * @typedef {{url: string, bytes: number}} File
 * @typedef {{engine: string, made_by: string, speaker: string | null}} Credit
 * @typedef {File & {opus: File | null, duration_ms: number, credits: Credit[]}} Sound
 * @typedef {{
 *   id: string, name: string, hook: string, language: string, url: string, picture: string | null, accuracy_m: number,
 *   approximate: boolean, zone_m: number, awaiting: boolean, closed: string | null, sound: Sound | null,
 * }} Properties As in the cell's GeoJSON.
 * @typedef {import("./nearness.js").Place & {about: Properties}} Site
 * @typedef {import("./nearness.js").Seen<Site>} Seen
 */

const REDRAW_MS = 3000;
const RETRY_MS = 10_000;
const LISTED = 20;
const WATCH = { enableHighAccuracy: true, maximumAge: 5000, timeout: 20_000 };

const html = document.documentElement;
const page = part(document, "nearby");
const words = template("words");
const player = new Audio();
player.preload = "none";

/** @type {Map<string, Site>} */
const sites = new Map();
/** @type {Set<string>} */
const cells = new Set();
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
let takesOpus = playsOpus(player.canPlayType(OPUS), navigator);

part(page, "find").addEventListener("click", start);
part(page, "stop").addEventListener("click", () => stop(""));
document.addEventListener("visibilitychange", () => isOn && (document.hidden ? pause() : follow()));
player.addEventListener("error", retreat);
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
  player.pause();
  clearTimeout(pending);
  here = was = null;
  say(why);
  show();
}

/** A page that is not seen gets no positions. */
function follow() {
  if (watch !== null) return;
  watch = navigator.geolocation.watchPosition(moved, failed, WATCH);
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
  if (cells.has(cell)) return;
  cells.add(cell);
  try {
    const address = `${page.dataset.cells}${cell}.geojson?lang=${html.dataset.language}`;
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    for (const { geometry, properties } of (await answer.json()).features) keep(geometry.coordinates, properties);
    isLoaded = true;
    draw();
  } catch {
    if (!sites.size) say("offline");
    setTimeout(() => cells.delete(cell) && isOn && load(cell), RETRY_MS);
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
  // What is heard keeps its card, and so its way to pause.
  const told = player.paused ? undefined : around.find((each) => each.place === heard);
  const cards = told && !first.includes(told) ? [...first, told] : first;
  const rest = around.filter((each) => !cards.includes(each)).slice(0, LISTED);
  const names = new Intl.ListFormat(html.lang, { type: "disjunction" });
  const how = at ? "at" : maybe[1] ? "maybe" : maybe[0] ? "seem" : first[0]?.place.approximate ? "rough" : "nearest";
  say(how, names.format(first.map((each) => each.place.about.name)));
  part(page, "accuracy").textContent = filled("accuracy", exact(accuracy));
  const focus = document.activeElement;
  arrange(part(page, "cards"), cards.map((each) => card("nearest", each, accuracy)));
  arrange(part(page, "list"), rest.map((each) => card("site", each, accuracy)));
  // A card that moves must not lose the keyboard's focus.
  if (focus instanceof HTMLElement && focus !== document.activeElement) focus.focus({ preventScroll: true });
  if (part(page, "found").hidden) part(page, "all").removeAttribute("open");
  show(true);
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
  // Within the doubt there is no direction.
  const isFar = metres > accuracy + (about.approximate ? about.accuracy_m : 0);
  part(node, "metres").textContent = (about.approximate ? roughly : exactly)(metres, html.lang);
  part(node, "wind").textContent = isFar ? filled(compass(bearing)) : "";
  part(node, "needle")?.setAttribute("transform", `rotate(${Math.round(bearing)} 24 24)`);
  reveal(node, "needle", isFar);
  reveal(node, "centre", !isFar);
  const isHeard = heard === place && !player.paused;
  reveal(node, "play-sign", !isHeard);
  reveal(node, "pause-sign", isHeard);
  const word = part(node, "word");
  if (word) word.textContent = filled(isHeard ? "pause" : "listen");
  reveal(node, "trouble", heard === place && Boolean(player.error));
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
  const link = /** @type {HTMLAnchorElement} */ (part(node, "name"));
  link.textContent = about.name;
  link.href = ours(about.url);
  const hook = part(node, "hook");
  if (!about.awaiting) hook.textContent = about.hook;
  if (about.language !== html.lang) for (const each of about.awaiting ? [link] : [link, hook]) each.lang = about.language;
  if (about.picture) /** @type {HTMLImageElement} */ (part(node, "picture")).src = ours(about.picture);
  part(node, "closed").textContent = about.closed;
  reveal(node, "approximate", about.approximate);
  const off = part(node, "off");
  if (off) off.textContent = filled("off", exact(about.accuracy_m));
  const player = part(node, "sound");
  if (player && about.sound) hearable(player, site, about.sound);
  return node;
}

/**
 * @param {HTMLElement} root
 * @param {Site} site
 * @param {Sound} sound
 */
function hearable(root, site, sound) {
  const clock = new Date(sound.duration_ms + 500).toISOString().slice(14, 19).replace(/^0/, "");
  part(root, "length").textContent = `${clock} · ${number(Math.max(0.1, fileOf(sound).bytes / 1e6))} MB`;
  part(root, "who").textContent = [...new Set(sound.credits.map(voiceOf))].join(" · ");
  part(root, "listen").addEventListener("click", () => listen(site, sound));
  root.hidden = false;
}

/** @param {Credit} credit */
function voiceOf({ engine, made_by, speaker }) {
  if (speaker) return filled("reader", speaker);
  return filled(made_by === "human" ? "human" : engine) || filled("machine");
}

/** @param {Sound} sound */
function fileOf(sound) {
  return (takesOpus && sound.opus) || sound;
}

/**
 * @param {Site} site
 * @param {Sound} sound
 */
function listen(site, sound) {
  if (heard === site && !player.paused) return player.pause();
  if (heard !== site || player.error) take(site, sound);
  player.play().catch(draw);
}

/**
 * From the start, or from where the same sound broke off.
 * @param {Site} site
 * @param {Sound} sound
 */
function take(site, sound) {
  const at = heard === site ? player.currentTime : 0;
  player.src = ours(fileOf(sound).url);
  player.currentTime = at;
  heard = site;
}

/** Where Opus fails once, the file that every phone plays takes over. */
function retreat() {
  const sound = heard?.about.sound;
  if (!heard || !sound?.opus || !takesOpus) return;
  takesOpus = false;
  take(heard, sound);
  player.play().catch(draw);
}

function show(isFound = false) {
  reveal(page, "find", !isOn);
  reveal(page, "going", isOn);
  reveal(page, "found", isFound);
  if (!isFound) part(page, "all").setAttribute("open", "");
}

/**
 * Screen readers speak this line: it changes only when there is something else to say.
 * @param {string} key
 */
function say(key, value = "") {
  const line = part(page, "said");
  const text = key && filled(key, value);
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

/** @param {string} key */
function filled(key, value = "") {
  return (part(words, `word="${key}"`)?.textContent ?? "").replace("{}", () => value);
}

/** @param {number} value */
function number(value) {
  return value.toLocaleString(html.lang, { maximumFractionDigits: 1 });
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
  return /** @type {HTMLTemplateElement} */ (part(page, kind)).content;
}

/**
 * @param {ParentNode} root
 * @param {string} name
 */
function part(root, name) {
  return /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));
}

/**
 * @param {ParentNode} root
 * @param {string} name
 * @param {boolean} isShown
 */
function reveal(root, name, isShown) {
  part(root, name)?.toggleAttribute("hidden", !isShown);
}
