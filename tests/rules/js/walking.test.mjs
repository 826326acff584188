/** Walking mode keeps its rules, one by one and on simulated walks. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Walk } from "../../../tourism/web/static/js/walking.js";
import { stand, walkPast, walkPastTwins } from "./simulated_walks.mjs";

const HOUSE = { lat: 20.8797, lon: 105.888 };

test("up to 12 m of noise no spot is missed, none starts twice, none only offered", () => {
  for (const noise of [3, 8, 12]) {
    const told = walkPast({ noise, zone: 40 });

    assert.equal(told.missed, 0, `missed at ${noise} m`);
    assert.equal(told.again, 0, `again at ${noise} m`);
    assert.equal(told.entered, told.passed, `started at ${noise} m`);
  }
});

test("at 20 m of noise, where circles are wider than zones, every spot is offered", () => {
  const told = walkPast({ noise: 20, zone: 40 });

  assert.equal(told.passed, 800);
  assert.equal(told.missed, 0);
  assert.ok(told.listed / told.lists <= 2.5, "a list is short");
});

test("with replay on and the cool-down, nothing starts again on one walk", () => {
  for (const noise of [3, 8, 12, 20]) {
    assert.equal(walkPast({ noise, zone: 40, rules: { replay: true } }).again, 0, `at ${noise} m`);
  }
});

test("even with replay on and no cool-down, leaving has a meaning", () => {
  assert.equal(walkPast({ noise: 8, zone: 40, rules: { replay: true, coolDown: 0 } }).again, 0);
  assert.ok(walkPast({ noise: 12, zone: 40, rules: { replay: true, coolDown: 0 } }).again <= 5);
});

test("zones as small as the other engine's lose next to nothing", () => {
  for (const noise of [3, 8, 12, 20]) {
    assert.ok(walkPast({ noise, zone: 20 }).missed <= 4, `at ${noise} m`);
  }
});

test("stories are never cut, and what was passed meanwhile is offered", () => {
  for (const noise of [3, 12, 20]) {
    const told = walkPast({ noise, zone: 40, story: 75 });

    assert.equal(told.cut, 0, `cut at ${noise} m`);
    assert.equal(told.missed, 0, `missed at ${noise} m`);
  }
});

test("standing 22 m from a spot for 5 minutes starts it once at most", () => {
  for (const noise of [3, 8, 12, 20]) {
    for (const zone of [20, 40]) {
      for (const rules of [{}, { replay: true }]) {
        assert.ok(stand({ noise, zone, metres: 22, rules }).most <= 1, `${noise} m, zone ${zone} m`);
      }
    }
  }
});

test("two spots 15 m apart are never active at once, and both are found", () => {
  for (const noise of [3, 8, 12, 20]) {
    for (const story of [0, 75]) {
      const told = walkPastTwins({ noise, zone: 40, story });

      assert.equal(told.together, 0, `at ${noise} m`);
      assert.equal(told.bothFound, 200, `at ${noise} m`);
    }
  }
});

test("two likely fixes start a stop", () => {
  const walk = new Walk([at("a", 0)]);

  assert.deepEqual(walk.fix(fix(0, 0)), []);
  assert.deepEqual(walk.fix(fix(1, 0)), [{ type: "enter", id: "a" }]);
  assert.equal(walk.active, "a");
});

test("one likely fix and three seconds of silence start it too", () => {
  const walk = new Walk([at("a", 0)]);
  walk.fix(fix(0, 0));

  assert.deepEqual(walk.tick(2), []);
  assert.deepEqual(walk.tick(3), [{ type: "enter", id: "a" }]);
});

test("a stop is left after ten seconds away, not before", () => {
  const walk = entered("a", [at("a", 0)]);

  for (let time = 2; time < 12; time += 1) assert.deepEqual(types(walk.fix(fix(time, 100))), []);
  assert.deepEqual(walk.fix(fix(12, 100)), [{ type: "leave", id: "a" }]);
  assert.equal(walk.active, null);
});

test("a moment away is not leaving", () => {
  const walk = entered("a", [at("a", 0)]);
  const events = [];
  for (let time = 2; time < 60; time += 1) events.push(...walk.fix(fix(time, time % 9 === 0 ? 0 : 100)));

  assert.deepEqual(types(events), []);
});

test("a wide circle is no reason to leave while it touches the zone", () => {
  const walk = entered("a", [at("a", 0)]);
  const events = [];
  for (let time = 2; time < 60; time += 1) events.push(...walk.fix(fix(time, 120, 150)));

  assert.deepEqual(types(events), []);
});

test("no stop starts twice by itself, until asked", () => {
  const walk = entered("a", [at("a", 0)]);
  away(walk, 2);
  assert.deepEqual([...walk.fix(fix(500, 0)), ...walk.fix(fix(501, 0))], []);

  walk.again("a");
  assert.deepEqual(walk.fix(fix(502, 0)), [{ type: "enter", id: "a" }]);
});

test("with replay on, a stop starts again after its cool-down, when one was away", () => {
  const walk = entered("a", [at("a", 0)], { replay: true, coolDown: 100 });
  away(walk, 2);
  assert.deepEqual([...walk.fix(fix(50, 0)), ...walk.fix(fix(51, 0))], []);
  away(walk, 60);
  assert.deepEqual(types([...walk.fix(fix(102, 0)), ...walk.fix(fix(103, 0))]), ["enter a"]);

  const stayed = entered("a", [at("a", 0)], { replay: true, coolDown: 100 });
  const events = [];
  for (let time = 2; time < 400; time += 1) events.push(...stayed.fix(fix(time, 0)));
  assert.deepEqual(events, []);
});

test("nothing starts while a story is told; what waits starts when it ends", () => {
  const walk = entered("a", [at("a", 0), at("b", 15)]);

  assert.deepEqual(walk.fix(fix(2, 12), true), [{ type: "offer", ids: ["b"] }]);
  assert.deepEqual(walk.fix(fix(3, 12), true), []);
  assert.deepEqual(types(walk.fix(fix(4, 12), false)), ["leave a", "enter b", "offer "]);
});

test("what was passed while a story was told is offered for a minute", () => {
  const walk = entered("a", [at("a", 0), at("b", 60)]);
  for (let time = 2; time < 5; time += 1) walk.fix(fix(time, 60), true);
  for (let time = 5; time < 9; time += 1) assert.deepEqual(types(walk.fix(fix(time, 160), true)), []);

  const later = [];
  for (let time = 9; time < 80; time += 1) later.push(...walk.fix(fix(time, 160)));
  assert.deepEqual(types(later), ["leave a", "offer "]);
});

for (const [why, one, other] of [
  ["priority", { ...at("won", 30), priority: 1, order: 2 }, { ...at("lost", 5), order: 1 }],
  ["the tour's order", { ...at("won", 20), order: 1 }, { ...at("lost", 5), order: 2, zone: 30 }],
  ["the smaller zone", { ...at("won", 10), zone: 35 }, at("lost", 5)],
  ["nearness", at("won", 5), at("lost", 10)],
]) {
  test(`of several the winner is found by ${why}`, () => {
    assert.equal(entered("won", [other, one]).active, "won");
    assert.equal(entered("won", [one, other]).active, "won");
  });
}

test("a stop with a bearing starts only for those who walk that way", () => {
  const towards = { ...at("a", 60), bearing: { degrees: 0, tolerance: 45 } };
  const north = new Walk([towards]);
  const south = new Walk([towards]);
  const up = [];
  const down = [];
  for (let time = 0; time < 100; time += 1) {
    up.push(...north.fix(fix(time, time * 1.2)));
    down.push(...south.fix(fix(time, 120 - time * 1.2)));
  }

  assert.ok(types(up).includes("enter a"));
  assert.ok(!types(down).includes("enter a"));
});

test("the phone's own heading is believed, and across north", () => {
  const walk = new Walk([{ ...at("a", 0), bearing: { degrees: 350, tolerance: 30 } }]);
  walk.fix({ ...fix(0, 0), heading: 15 });

  assert.deepEqual(walk.fix({ ...fix(1, 0), heading: 15 }), [{ type: "enter", id: "a" }]);
});

test("while the way is unknown, a stop with a bearing is offered", () => {
  const walk = new Walk([{ ...at("a", 0), bearing: { degrees: 0, tolerance: 45 } }]);
  const events = [...walk.fix(fix(0, 0)), ...walk.fix(fix(1, 0))];

  assert.deepEqual(events, [{ type: "offer", ids: ["a"] }]);
});

test("a circle above 40 m offers a list at once, three names at most, and takes it away", () => {
  const walk = new Walk([at("a", 0), at("b", 30), at("c", 60), at("d", 90)]);

  assert.deepEqual(walk.fix(fix(0, 0, 70)), [{ type: "offer", ids: ["a", "b", "c"] }]);
  const later = [];
  for (let time = 1; time < 20; time += 1) later.push(...walk.fix(fix(time, 700, 70)));
  assert.deepEqual(later, [{ type: "offer", ids: [] }]);
});

test("lingering at the edge of a zone is offered, not silent", () => {
  const walk = new Walk([at("a", 0)]);
  const events = [];
  for (let time = 0; time < 10; time += 1) events.push(...walk.fix(fix(time, 40, 20)));

  assert.deepEqual(events, [{ type: "offer", ids: ["a"] }]);
});

test("a stop whose own pin is approximate never starts, but is offered", () => {
  const walk = new Walk([{ ...at("a", 0), zone: 2000, approximate: true }]);
  const events = [];
  for (let time = 0; time < 60; time += 1) events.push(...walk.fix(fix(time, 0, 5)));

  assert.deepEqual(events, [{ type: "offer", ids: ["a"] }]);
});

test("\"I am here\" starts any stop, at any time, and counts as its start", () => {
  const walk = new Walk([at("a", 0), at("b", 500)]);
  walk.fix(fix(0, 0, 90));

  assert.deepEqual(types(walk.choose("b", 1)), ["enter b"]);
  assert.deepEqual(types(walk.choose("a", 2)), ["leave b", "enter a", "offer "]);
  assert.deepEqual(walk.choose("nowhere", 3), []);
});

test("nonsense, old news and cell-tower guesses are passed over", () => {
  const walk = new Walk([at("a", 0)]);
  walk.fix(fix(10, 0));
  for (const bad of [fix(9, 0), fix(10, 0), fix(11, NaN), fix(11, 0, NaN), fix(11, 0, -1), fix(11, 0, 3000)]) {
    assert.deepEqual(walk.fix(bad), []);
  }

  assert.deepEqual(walk.fix(fix(11, 0)), [{ type: "enter", id: "a" }]);
});

test("evidence from before a gap is forgotten", () => {
  const walk = new Walk([at("a", 0)]);
  walk.fix(fix(0, 0));

  assert.deepEqual(walk.tick(31), []);
  assert.deepEqual(walk.fix(fix(60, 0)), []);
  assert.deepEqual(types(walk.fix(fix(61, 0))), ["enter a"]);
});

/** A stop so many metres north of the house. */
function at(id, metres) {
  return { id, lat: HOUSE.lat + metres / 110_720, lon: HOUSE.lon, zone: 40 };
}

function fix(time, metres, accuracy = 8) {
  return { lat: HOUSE.lat + metres / 110_720, lon: HOUSE.lon, accuracy, time };
}

/** A walk on which two fixes at the house have started one stop. */
function entered(id, stops, rules = {}) {
  const walk = new Walk(stops, rules);
  walk.fix(fix(0, 0));
  assert.deepEqual(types(walk.fix(fix(1, 0))), [`enter ${id}`]);
  return walk;
}

function away(walk, from) {
  for (let time = from; time <= from + 10; time += 1) walk.fix(fix(time, 200));
}

function types(events) {
  return events.map((each) => `${each.type} ${each.type === "offer" ? each.ids : each.id}`);
}
