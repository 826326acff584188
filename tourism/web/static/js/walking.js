/** The rules of walking mode: which stop starts, which are offered, when one is left. Pure. */

import { bearing, distance, ENTER, seen, stays } from "./nearness.js";

/**
 * @typedef {import("./nearness.js").Place & {
 *   priority?: number, order?: number, bearing?: {degrees: number, tolerance: number},
 * }} Stop `order` is the place in the tour, `bearing` the way one must be walking.
 * @typedef {{lat: number, lon: number, accuracy: number, time: number, heading?: number | null}} Fix `time` in seconds.
 * @typedef {{type: "enter" | "leave", id: string} | {type: "offer", ids: string[]}} WalkEvent `leave` stops no story;
 *   `offer` is the whole list to show.
 */

export const RULES = {
  /** A stop starts when it is likely for so many fixes or seconds, */
  enterFixes: 2,
  enterSeconds: 3,
  /** is left when it is unlikely for so long, */
  leaveSeconds: 10,
  /** and starts again by itself only where wanted, so long after. */
  replay: false,
  coolDown: 300,
  /** The longest list; how long a doubt is waited out, a missed stop offered. */
  offered: 3,
  doubtSeconds: 5,
  passedSeconds: 60,
  /** Older evidence is forgotten, a wider circle is none. */
  staleSeconds: 30,
  accuracyMax: 500,
  /** Metres walked before the way one walks is believed. */
  courseMetres: 15,
};

class Watched {
  metres = Infinity;
  chance = 0;
  fixes = 0;
  likelySince = Infinity;
  doubtfulSince = Infinity;
  awaySince = Infinity;
  started = -Infinity;
  wasAway = true;
  played = false;
  /** Became due while another story was told, and was passed then. */
  waited = false;
  passed = -Infinity;

  /** @param {Stop} stop */
  constructor(stop) {
    this.stop = stop;
  }

  /** @param {Fix} fix */
  weigh({ lat, lon, accuracy, time }) {
    const { zone, approximate } = this.stop;
    const view = seen(this.stop, { lat, lon }, accuracy);
    const isWide = accuracy > zone || approximate;
    const isLikely = !isWide && view.chance >= ENTER;
    const isAway = !stays(view, accuracy);
    this.metres = view.metres;
    this.chance = view.chance;
    this.fixes = isLikely ? this.fixes + 1 : 0;
    this.likelySince = isLikely ? Math.min(this.likelySince, time) : Infinity;
    this.awaySince = isAway ? Math.min(this.awaySince, time) : Infinity;
    // A narrow circle may only be crossing the edge.
    this.doubtfulSince = isAway || isLikely ? Infinity : Math.min(this.doubtfulSince, isWide ? -Infinity : time);
  }

  forget() {
    this.fixes = 0;
    this.likelySince = this.awaySince = this.doubtfulSince = Infinity;
  }
}

export class Walk {
  /** @type {Watched[]} */ #stops;
  /** @type {Watched | null} */ #active = null;
  /** @type {Fix | null} */ #last = null;
  /** @type {Fix | null} */ #anchor = null;
  /** @type {number | null} */ #course = null;
  /** @type {string[]} */ #offered = [];
  /** @type {WalkEvent[]} */ #events = [];
  #offeredAt = -Infinity;
  #now = 0;

  /**
   * @param {readonly Stop[]} stops
   * @param {Partial<typeof RULES>} [rules]
   */
  constructor(stops, rules = {}) {
    this.rules = { ...RULES, ...rules };
    this.#stops = stops.map((stop) => new Watched(stop));
  }

  /** The stop that the visitor is at, if any; there is never more than one. */
  get active() {
    return this.#active?.stop.id ?? null;
  }

  /**
   * A new position. While a story is under way (`playing`, also when paused midway) nothing starts.
   * @param {Fix} fix
   */
  fix(fix, playing = false) {
    const { lat, lon, accuracy, time } = fix;
    const gap = time - (this.#last?.time ?? -Infinity);
    if (!(Number.isFinite(lat + lon + time) && accuracy >= 0 && accuracy <= this.rules.accuracyMax && gap > 0)) return [];
    if (gap > this.rules.staleSeconds) this.#stops.forEach((each) => each.forget());
    this.#follow(fix);
    this.#stops.forEach((each) => each.weigh(fix));
    this.#last = fix;
    return this.#settle(time, playing);
  }

  /** Time without a new position: phones are silent while one stands still. @param {number} time */
  tick(time, playing = false) {
    const gap = time - (this.#last?.time ?? Infinity);
    return gap > 0 && gap <= this.rules.staleSeconds ? this.#settle(time, playing) : [];
  }

  /**
   * The visitor says "I am here": no rule stands against that.
   * @param {string} id
   * @param {number} time
   */
  choose(id, time) {
    this.#now = time;
    this.#events = [];
    for (const each of this.#stops) if (each.stop.id === id) this.#start(each);
    this.#offer();
    return this.#events;
  }

  /** A stop may start by itself once more. @param {string} id */
  again(id) {
    for (const each of this.#stops) if (each.stop.id === id) each.started = -Infinity;
  }

  /**
   * @param {number} time
   * @param {boolean} playing
   */
  #settle(time, playing) {
    this.#now = time;
    this.#events = [];
    for (const each of this.#stops) {
      if (time - each.awaySince < this.rules.leaveSeconds) continue;
      each.wasAway = true;
      if (each === this.#active) this.#leave();
    }
    if (this.#active && playing) this.#active.played = true;
    const due = this.#stops.filter((each) => this.#due(each)).sort(before);
    // Another may start when this one was told or is no longer likely.
    const isFree = !this.#active || this.#active.played || this.#active.chance < ENTER;
    if (playing) for (const each of due) each.waited = true;
    else if (due[0] && isFree) this.#start(due[0]);
    this.#offer();
    return this.#events;
  }

  /** @param {Watched} each */
  #due(each) {
    const { enterFixes, enterSeconds } = this.rules;
    const isSure = each.fixes >= enterFixes || this.#now - each.likelySince >= enterSeconds;
    return isSure && each !== this.#active && this.#may(each) && this.#heads(each) === true;
  }

  /** Never twice unless asked, or after the cool-down when one was away. @param {Watched} each */
  #may({ started, wasAway }) {
    const { replay, coolDown } = this.rules;
    return started === -Infinity || (replay && wasAway && this.#now - started >= coolDown);
  }

  /** Whether one walks the way that the stop wants; null while that is not known. @param {Watched} each */
  #heads({ stop: { bearing: wanted } }) {
    if (!wanted) return true;
    if (this.#course === null) return null;
    return Math.abs(((this.#course - wanted.degrees + 540) % 360) - 180) <= wanted.tolerance;
  }

  /** @param {Fix} fix */
  #follow(fix) {
    if (typeof fix.heading === "number" && Number.isFinite(fix.heading)) this.#course = fix.heading;
    else if (!this.#anchor) this.#anchor = fix;
    else if (distance(this.#anchor, fix) >= Math.max(this.rules.courseMetres, fix.accuracy)) {
      this.#course = bearing(this.#anchor, fix);
      this.#anchor = fix;
    }
  }

  /** @param {Watched} each */
  #start(each) {
    if (this.#active !== each) this.#leave();
    each.started = this.#now;
    each.wasAway = each.played = each.waited = false;
    each.awaySince = Infinity;
    this.#active = each;
    this.#events.push({ type: "enter", id: each.stop.id });
  }

  #leave() {
    if (this.#active) this.#events.push({ type: "leave", id: this.#active.stop.id });
    this.#active = null;
  }

  /** "You seem near": doubtful for a while, or due (even gone by) while another is told. @param {Watched} each */
  #offers(each) {
    const { passedSeconds, leaveSeconds, doubtSeconds } = this.rules;
    const isAway = each.awaySince < Infinity;
    if (each === this.#active || !this.#may(each)) return false;
    if (each.waited && isAway) {
      each.waited = false;
      each.passed = this.#now;
    }
    if (each.waited || this.#now - each.passed < passedSeconds) return true;
    if (each.likelySince < Infinity) return this.#heads(each) === null;
    // What is offered stays for as long as what is entered would.
    if (isAway) return this.#offered.includes(each.stop.id) && this.#now - each.awaySince < leaveSeconds;
    return this.#now - each.doubtfulSince >= doubtSeconds;
  }

  /** The list to show, when it changes: at once from nothing or when one goes, else in calm steps. */
  #offer() {
    const open = this.#stops.filter((each) => this.#offers(each));
    open.sort((one, other) => other.chance - one.chance || before(one, other));
    const ids = open.slice(0, this.rules.offered).map((each) => each.stop.id);
    const isSame = ids.length === this.#offered.length && ids.every((id) => this.#offered.includes(id));
    const isWhole = this.#offered.every((id) => open.some((each) => each.stop.id === id));
    const isCalm = this.#offered[0] && isWhole && this.#now - this.#offeredAt < this.rules.leaveSeconds;
    if (isSame || isCalm) return;
    this.#offered = ids;
    this.#offeredAt = this.#now;
    this.#events.push({ type: "offer", ids });
  }
}

/**
 * Priority, then the tour's order, then the smaller zone, then the nearer.
 * @param {Watched} one
 * @param {Watched} other
 */
function before({ stop: one, metres }, { stop: other, metres: further }) {
  return (
    (other.priority ?? 0) - (one.priority ?? 0) ||
    (one.order ?? Infinity) - (other.order ?? Infinity) ||
    one.zone - other.zone ||
    metres - further
  );
}
