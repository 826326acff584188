/** Made-up walks with the noise of phones, and what walking mode does on them. */

import { distance } from "../../../tourism/web/static/js/nearness.js";
import { Walk } from "../../../tourism/web/static/js/walking.js";

export const WALKS = 200;
export const SPOTS = 4;
/** What one standard deviation of noise on each axis makes of the radius that holds 95 %. */
export const CONSISTENT = 2.4477;
const SPEED = 1.2;
const MEMORY = 0.9;
const ORIGIN = { lat: 20.8797, lon: 105.888 };
const METRES_NORTH = 110_720;
const METRES_EAST = 104_100;

/**
 * Each walk passes 4 spots 60-80 m apart at 1.2 m/s, up to 10 m to a side of each, one fix a second.
 * @param {{noise: number, zone: number, reported?: number, story?: number, rules?: object, walks?: number}} how
 *   `reported` standard deviations are the accuracy told; `story` is how long a started story lasts, in seconds.
 */
export function walkPast({ noise, zone, reported = CONSISTENT, story = 0, rules = {}, walks = WALKS }) {
  const sum = { passed: 0, ...nothing() };
  for (let seed = 1; seed <= walks; seed += 1) {
    const random = randomness(seed);
    const { spots, end } = lane(random, zone);
    const walk = new Walk(spots, rules);
    const told = observe(walk, spots, zone, { random, noise, reported, story }, end / SPEED, walking);
    sum.passed += SPOTS;
    for (const key of Object.keys(told)) sum[key] += told[key];
  }
  return sum;
}

/**
 * Standing for 5 minutes some metres from the only spot.
 * @param {{noise: number, zone: number, metres: number, reported?: number, rules?: object, walks?: number}} how
 */
export function stand({ noise, zone, metres, reported = CONSISTENT, rules = {}, walks = WALKS }) {
  let most = 0;
  let starts = 0;
  for (let seed = 1; seed <= walks; seed += 1) {
    const spots = [spot("a", metres, 0, zone, 1)];
    const world = { random: randomness(seed), noise, reported, story: 0 };
    const told = observe(new Walk(spots, rules), spots, zone, world, 300, () => ({ east: 0, north: 0 }));
    starts += told.started;
    most = Math.max(most, told.started);
  }
  return { perVisit: starts / walks, most };
}

/** Two spots 15 m apart, walked past: how often both were active at one moment. */
export function walkPastTwins({ noise, zone, walks = WALKS, reported = CONSISTENT, story = 0 }) {
  let together = 0;
  let bothFound = 0;
  for (let seed = 1; seed <= walks; seed += 1) {
    const spots = [spot("a", 80, 0, zone, 1), spot("b", 95, 0, zone, 2)];
    const world = { random: randomness(seed), noise, reported, story };
    const walk = new Walk(spots);
    const told = observe(walk, spots, zone, world, 180 / SPEED, walking);
    together += told.together;
    bothFound += told.missed === 0 ? 1 : 0;
  }
  return { together, bothFound };
}

function walking(time) {
  return { east: time * SPEED, north: 0 };
}

/**
 * `again` starts of what had started before, `cut` starts into a running story, `together` moments with two active,
 * `listed` names over all `lists` (one a second) of "you seem near".
 */
function nothing() {
  return { entered: 0, onlyOffered: 0, missed: 0, started: 0, again: 0, cut: 0, together: 0, listed: 0, lists: 0 };
}

/** Walks one way and counts what happened; a spot is found when it starts or is offered while one is truly in its zone. */
function observe(walk, spots, zone, { random, noise, reported, story }, seconds, whereAt) {
  const active = new Set();
  const entered = new Map(spots.map((each) => [each.id, 0]));
  const foundBy = new Map(spots.map((each) => [each.id, ""]));
  const count = nothing();
  const error = { east: noise * random.normal(), north: noise * random.normal() };
  let offered = [];
  let storyEnds = -Infinity;
  for (let time = 0; time <= seconds; time += 1) {
    error.east = MEMORY * error.east + Math.sqrt(1 - MEMORY ** 2) * noise * random.normal();
    error.north = MEMORY * error.north + Math.sqrt(1 - MEMORY ** 2) * noise * random.normal();
    const truly = whereAt(time);
    const here = place(truly.east, truly.north);
    const fix = { ...place(truly.east + error.east, truly.north + error.north), accuracy: reported * noise, time };
    for (const event of walk.fix(fix, time < storyEnds)) {
      if (event.type === "offer") {
        offered = event.ids;
      } else if (event.type === "leave") {
        active.delete(event.id);
      } else {
        if (time < storyEnds) count.cut += 1;
        storyEnds = time + story;
        count.started += 1;
        if (entered.get(event.id) > 0) count.again += 1;
        entered.set(event.id, entered.get(event.id) + 1);
        active.add(event.id);
      }
    }
    if (active.size > 1) count.together += 1;
    if (offered.length > 0) {
      count.lists += 1;
      count.listed += offered.length;
    }
    for (const each of spots) {
      const inside = distance(here, each) <= zone;
      // What started shortly before the edge counts as long as it is still active inside.
      if (inside && active.has(each.id)) foundBy.set(each.id, "entered");
      else if (inside && offered.includes(each.id) && !foundBy.get(each.id)) foundBy.set(each.id, "offered");
    }
  }
  for (const each of spots) {
    const how = foundBy.get(each.id);
    if (how === "entered") count.entered += 1;
    else if (how === "offered") count.onlyOffered += 1;
    else count.missed += 1;
  }
  return count;
}

/** Four spots along a lane, beginning and ending well outside of all zones. */
function lane(random, zone) {
  const spots = [];
  let east = zone + 60;
  for (let number = 1; number <= SPOTS; number += 1) {
    spots.push(spot(`s${number}`, east, (random.next() - 0.5) * 20, zone, number));
    east += 60 + 20 * random.next();
  }
  return { spots, end: east + zone + 60 };
}

function spot(id, east, north, zone, order) {
  return { id, ...place(east, north), zone, order };
}

function place(east, north) {
  return { lat: ORIGIN.lat + north / METRES_NORTH, lon: ORIGIN.lon + east / METRES_EAST };
}

/** The same numbers for the same seed: mulberry32, and Box and Muller's normal deviates. */
function randomness(seed) {
  let state = seed * 0x9e3779b9;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()) };
}
