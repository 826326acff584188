/** The rules of walking mode: which stop starts, which are offered, when one is left. Knows no page and no clock. */

import { bearing, distance, ENTER, seen, stays } from "./nearness.js";

/**
 * @typedef {import("./nearness.js").Place & {
 *   priority?: number, order?: number, bearing?: {degrees: number, tolerance: number},
 * }} Stop A higher `priority` wins; `order` is the place in the tour; `bearing` is the way one must be walking.
 * @typedef {{lat: number, lon: number, accuracy: number, time: number, heading?: number | null}} Fix `time` in seconds.
 * @typedef {{type: "enter" | "leave", id: string} | {type: "offer", ids: string[]}} WalkEvent `leave` never stops a
 *   story; `offer` is the whole list to show, empty to take it away.
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
  /** The longest list; how long a doubt is waited out; how long a missed stop is offered. */
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
  /** @param {Stop} stop */
  constructor(stop) {
    this.stop = stop;
    this.metres = Infinity;
    this.chance = 0;
    this.fixes = 0;
    /** @type {number | null} */ this.likelySince = null;
    /** @type {number | null} */ this.doubtfulSince = null;
    /** @type {number | null} */ this.awaySince = null;
    this.started = -Infinity;
    this.leftSince = true;
    this.played = false;
    /** Became due while another story was told. */
    this.waited = false;
    this.passed = -Infinity;
  }

  /** @param {Fix} fix */
  weigh(fix) {
    const view = seen(this.stop, fix, fix.accuracy);
    const likely = !this.stop.approximate && fix.accuracy <= this.stop.zone && view.chance >= ENTER;
    const away = !stays(view, fix.accuracy);
    this.metres = view.metres;
    this.chance = view.chance;
    this.fixes = likely ? this.fixes + 1 : 0;
    this.likelySince = likely ? (this.likelySince ?? fix.time) : null;
    this.awaySince = away ? (this.awaySince ?? fix.time) : null;
    // A narrow circle may only be crossing the edge.
    const wide = fix.accuracy > this.stop.zone || this.stop.approximate;
    this.doubtfulSince = away || likely ? null : (this.doubtfulSince ?? (wide ? -Infinity : fix.time));
  }

  forget() {
    this.fixes = 0;
    this.likelySince = this.awaySince = this.doubtfulSince = null;
  }
}

export class Walk {
  /** @type {Watched[]} */ #stops;
  /** @type {Watched | null} */ #active = null;
  /** @type {Fix | null} */ #last = null;
  /** @type {{lat: number, lon: number} | null} */ #anchor = null;
  /** @type {number | null} */ #course = null;
  /** @type {string[]} */ #offered = [];
  #offeredAt = -Infinity;

  /**
   * @param {readonly Stop[]} stops
   * @param {Partial<typeof RULES>} [rules]
   */
  constructor(stops, rules = {}) {
    this.rules = { ...RULES, ...rules };
    this.#stops = stops.map((stop) => new Watched(stop));
  }

  /** The stop that the visitor is at, if any. There is never more than one. */
  get active() {
    return this.#active?.stop.id ?? null;
  }

  /**
   * A new position. While a story is under way (`playing`, also when paused midway) nothing starts.
   * @param {Fix} fix
   * @param {boolean} [playing]
   * @returns {WalkEvent[]}
   */
  fix(fix, playing = false) {
    const { staleSeconds, accuracyMax } = this.rules;
    if (![fix.lat, fix.lon, fix.accuracy, fix.time].every(Number.isFinite)) return [];
    if (fix.accuracy < 0 || fix.accuracy > accuracyMax || (this.#last && fix.time <= this.#last.time)) return [];
    if (this.#last && fix.time - this.#last.time > staleSeconds) this.#stops.forEach((each) => each.forget());
    this.#follow(fix);
    this.#stops.forEach((each) => each.weigh(fix));
    this.#last = fix;
    return this.#settle(fix.time, playing);
  }

  /**
   * Time without a new position: phones are silent while one stands still.
   * @param {number} time
   * @param {boolean} [playing]
   * @returns {WalkEvent[]}
   */
  tick(time, playing = false) {
    if (!this.#last || time <= this.#last.time || time - this.#last.time > this.rules.staleSeconds) return [];
    return this.#settle(time, playing);
  }

  /**
   * The visitor says "I am here": no rule stands against that.
   * @param {string} id
   * @param {number} time
   * @returns {WalkEvent[]}
   */
  choose(id, time) {
    const chosen = this.#stops.find((each) => each.stop.id === id);
    return chosen ? [...this.#start(chosen, time), ...this.#offer(time)] : [];
  }

  /**
   * The visitor asks that a stop may start by itself once more.
   * @param {string} id
   */
  again(id) {
    for (const each of this.#stops) if (each.stop.id === id) each.started = -Infinity;
  }

  /**
   * @param {number} time
   * @param {boolean} playing
   */
  #settle(time, playing) {
    /** @type {WalkEvent[]} */
    const events = [];
    for (const each of this.#stops) {
      if (each.awaySince === null || time - each.awaySince < this.rules.leaveSeconds) continue;
      each.leftSince = true;
      if (each === this.#active) events.push(this.#leave(each));
    }
    if (this.#active && playing) this.#active.played = true;
    const due = this.#stops.filter((each) => this.#due(each, time)).sort(before);
    if (playing) for (const each of due) each.waited = true;
    else if (due[0] && this.#free()) events.push(...this.#start(due[0], time));
    return [...events, ...this.#offer(time)];
  }

  /** Another may start when this one was told or is no longer likely. */
  #free() {
    return !this.#active || this.#active.played || this.#active.chance < ENTER;
  }

  /**
   * @param {Watched} each
   * @param {number} time
   */
  #due(each, time) {
    const { enterFixes, enterSeconds } = this.rules;
    if (each.likelySince === null || each === this.#active || !this.#may(each, time)) return false;
    if (each.fixes < enterFixes && time - each.likelySince < enterSeconds) return false;
    return this.#heads(each) === true;
  }

  /**
   * Never twice unless asked, or after the cool-down when one was away.
   * @param {Watched} each
   * @param {number} time
   */
  #may(each, time) {
    if (each.started === -Infinity) return true;
    return this.rules.replay && each.leftSince && time - each.started >= this.rules.coolDown;
  }

  /**
   * Whether one walks the way that the stop wants; null while that is not known.
   * @param {Watched} each
   */
  #heads(each) {
    if (!each.stop.bearing) return true;
    if (this.#course === null) return null;
    const { degrees, tolerance } = each.stop.bearing;
    return Math.abs(((this.#course - degrees + 540) % 360) - 180) <= tolerance;
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

  /**
   * @param {Watched} each
   * @param {number} time
   */
  #start(each, time) {
    /** @type {WalkEvent[]} */
    const events = this.#active && this.#active !== each ? [this.#leave(this.#active)] : [];
    each.started = time;
    each.leftSince = each.played = each.waited = false;
    each.awaySince = null;
    this.#active = each;
    return [...events, /** @type {WalkEvent} */ ({ type: "enter", id: each.stop.id })];
  }

  /**
   * @param {Watched} each
   * @returns {WalkEvent}
   */
  #leave(each) {
    this.#active = null;
    return { type: "leave", id: each.stop.id };
  }

  /**
   * "You seem near": doubtful for a while, or due (even gone by) while another story is told.
   * @param {Watched} each
   * @param {number} time
   */
  #offers(each, time) {
    if (each === this.#active || !this.#may(each, time)) return false;
    if (each.waited && each.awaySince !== null) {
      each.waited = false;
      each.passed = time;
    }
    if (each.waited || time - each.passed < this.rules.passedSeconds) return true;
    if (each.likelySince !== null) return this.#heads(each) === null;
    // What is offered stays for as long as what is entered would.
    if (each.awaySince !== null) {
      return this.#offered.includes(each.stop.id) && time - each.awaySince < this.rules.leaveSeconds;
    }
    return each.doubtfulSince !== null && time - each.doubtfulSince >= this.rules.doubtSeconds;
  }

  /**
   * The list to show, when it changes: at once from nothing or when one goes, else in calm steps.
   * @param {number} time
   * @returns {WalkEvent[]}
   */
  #offer(time) {
    const open = this.#stops.filter((each) => this.#offers(each, time));
    const best = open.sort((one, other) => other.chance - one.chance || before(one, other)).slice(0, this.rules.offered);
    const ids = best.map((each) => each.stop.id);
    const same = ids.length === this.#offered.length && ids.every((id) => this.#offered.includes(id));
    const gone = this.#offered.some((id) => !open.some((each) => each.stop.id === id));
    const calm = this.#offered.length > 0 && !gone && time - this.#offeredAt < this.rules.leaveSeconds;
    if (same || calm) return [];
    this.#offered = ids;
    this.#offeredAt = time;
    return [{ type: "offer", ids }];
  }
}

/**
 * Priority, then the tour's order, then the smaller zone, then the nearer.
 * @param {Watched} one
 * @param {Watched} other
 */
function before(one, other) {
  return (
    (other.stop.priority ?? 0) - (one.stop.priority ?? 0) ||
    (one.stop.order ?? Infinity) - (other.stop.order ?? Infinity) ||
    one.stop.zone - other.stop.zone ||
    one.metres - other.metres
  );
}
