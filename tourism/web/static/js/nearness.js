/** Where things lie from here: cells, metres, bearings, and which site a position means. Pure. */

/**
 * @typedef {{lat: number, lon: number}} Point Degrees, WGS 84.
 * @typedef {Point & {id: string, zone: number, approximate?: boolean}} Place `zone` is a radius in metres;
 *   `approximate` says that the pin itself may be that far off.
 */

/**
 * @template {Place} T
 * @typedef {{place: T, metres: number, bearing: number, chance: number}} Seen `chance` of being in the zone.
 */

export const ENTER = 0.75;
export const LEAVE = 0.2;

const RADIANS = Math.PI / 180;
const CELL_DEGREES = 0.05;
const ROWS = 3600;
const COLUMNS = 7200;
// WGS 84
const A = 6378137;
const E2 = 0.00669437999014;
// 95 % of a round Gaussian lie within this many standard deviations: sqrt(-2 ln 0.05).
const SIGMAS_95 = 2.4477;
const ACCURACY_MIN = 1;
const STEPS = 48;
const COMPASS = /** @type {const} */ (["n", "ne", "e", "se", "s", "sw", "w", "nw"]);
const MAYBE_AT_MOST = 3;

/** As the guide's pages write it. @param {number} metres @param {string} [language] */
export function exactly(metres, language) {
  /** @param {number} value */
  const number = (value) => value.toLocaleString(language, { maximumFractionDigits: 1 });
  if (metres < 95) return `${number(Math.ceil(metres / 5) * 5)} m`;
  return metres < 995 ? `${number(Math.round(metres / 10) * 10)} m` : `${number(metres / 1000)} km`;
}

/** No more digits than are true. @param {number} metres @param {string} [language] */
export function roughly(metres, language) {
  const step = metres < 950 ? 100 : 1000;
  return `≈ ${exactly(Math.max(step, Math.round(metres / step) * step), language)}`;
}

/** The grid square that a point stands in, as the server numbers it: "row-column". @param {Point} here */
export function cellName({ lat, lon }) {
  const row = Math.min(Math.floor((lat + 90) / CELL_DEGREES), ROWS - 1);
  return `${row}-${Math.floor((lon + 180) / CELL_DEGREES) % COLUMNS}`;
}

/**
 * Metres to the east and north, by the ellipsoid's two radii of curvature halfway.
 * @param {Point} from
 * @param {Point} to
 */
function offset(from, to) {
  const middle = ((from.lat + to.lat) / 2) * RADIANS;
  const flat = 1 - E2 * Math.sin(middle) ** 2;
  // The short way round, also across the antimeridian.
  const turn = ((to.lon - from.lon + 540) % 360) - 180;
  return {
    east: (turn * RADIANS * Math.cos(middle) * A) / Math.sqrt(flat),
    north: ((to.lat - from.lat) * RADIANS * A * (1 - E2)) / flat ** 1.5,
  };
}

/**
 * Metres, good to 0.5 % up to 50 km below 85 degrees of latitude.
 * @param {Point} from
 * @param {Point} to
 */
export function distance(from, to) {
  const { east, north } = offset(from, to);
  return Math.hypot(east, north);
}

/**
 * Degrees clockwise from north, 0 up to 360.
 * @param {Point} from
 * @param {Point} to
 */
export function bearing(from, to) {
  const { east, north } = offset(from, to);
  return (Math.atan2(east, north) / RADIANS + 360) % 360;
}

/** Which of the eight winds a bearing points to. @param {number} degrees */
export function compass(degrees) {
  return COMPASS[Math.round(degrees / 45) % 8] ?? "n";
}

/**
 * The chance of being within `radius` of a point `metres` away: 1 - Q1(metres/s, radius/s) with Marcum's Q, as a mean
 * over directions; docs/walking.md derives it.
 * @param {number} metres
 * @param {number} radius
 * @param {number} accuracy the 95 % radius, in metres
 */
export function chanceInside(metres, radius, accuracy) {
  const sigma = Math.max(accuracy, ACCURACY_MIN) / SIGMAS_95;
  if (metres - radius > 6 * sigma) return 0;
  if (radius - metres > 6 * sigma) return 1;
  /** @param {number} far */
  const beyond = (far) => Math.exp(-(far * far) / (2 * sigma * sigma));
  let sum = 0;
  if (metres <= radius) {
    for (let step = 0; step < STEPS; step += 1) {
      const angle = ((step + 0.5) / STEPS) * Math.PI;
      const aside = metres * Math.sin(angle);
      sum += 1 - beyond(metres * Math.cos(angle) + Math.sqrt(radius * radius - aside * aside));
    }
    return sum / STEPS;
  }
  // From outside, only the directions between the two tangents count; this substitution keeps their ends smooth.
  for (let step = 0; step < STEPS; step += 1) {
    const angle = ((step + 0.5) / STEPS) * (Math.PI / 2);
    const towards = Math.sqrt(metres * metres - (radius * Math.sin(angle)) ** 2);
    const half = radius * Math.cos(angle);
    sum += ((beyond(towards - half) - beyond(towards + half)) * half) / towards;
  }
  return sum / STEPS / 2;
}

/**
 * @template {Place} T
 * @param {T} place
 * @param {Point} here
 * @param {number} accuracy
 * @returns {Seen<T>}
 */
export function seen(place, here, accuracy) {
  const metres = distance(here, place);
  return { place, metres, bearing: bearing(here, place), chance: chanceInside(metres, place.zone, accuracy) };
}

/**
 * All places as seen from here, the nearest first.
 * @template {Place} T
 * @param {Iterable<T>} places
 * @param {Point} here
 * @param {number} accuracy
 */
export function byDistance(places, here, accuracy) {
  return [...places]
    .map((place) => seen(place, here, accuracy))
    .sort((one, other) => one.metres - other.metres || (one.place.id < other.place.id ? -1 : 1));
}

/**
 * Which place a position means: `at` the one that the visitor is surely in, else those it `maybe` is.
 * `was` is kept on doubt, against flicker; an approximate pin is never claimed.
 * @template {Place} T
 * @param {readonly Seen<T>[]} around nearest first
 * @param {number} accuracy
 * @param {string | null} [was]
 * @returns {{at: Seen<T> | null, maybe: Seen<T>[]}}
 */
export function match(around, accuracy, was = null) {
  const known = around.filter((each) => !each.place.approximate);
  const clear = known.filter((each) => accuracy <= each.place.zone && stays(each, accuracy));
  const sure = clear.filter((each) => each.chance >= ENTER);
  const before = clear.find((each) => each.place.id === was);
  const nearest = sure[0];
  if (before && (!nearest || before.metres - accuracy / 2 <= nearest.metres)) return { at: before, maybe: [] };
  if (nearest) return { at: nearest, maybe: [] };
  return { at: null, maybe: known.filter((each) => stays(each, accuracy)).slice(0, MAYBE_AT_MOST) };
}

/**
 * Whether a place is not ruled out; a circle wider than its zone says only whether they touch.
 * @param {Seen<Place>} each
 * @param {number} accuracy
 */
export function stays(each, accuracy) {
  return accuracy > each.place.zone ? each.metres <= each.place.zone + accuracy : each.chance > LEAVE;
}
