/** Prints what docs/walking.md states: node tests/rules/js/walking_figures.mjs */

import { stand, walkPast, walkPastTwins } from "./simulated_walks.mjs";

// Missed of 800; started again, replay on; starts in 5 minutes 22 m away, replay on: GeoXp with its zone of 20 m.
const GEOXP = new Map([
  [3, [0, 0, 1.3]],
  [8, [0, 77, 6.6]],
  [12, [0, 513, 9.6]],
  [20, [800, "-", "-"]],
]);
const REPLAY = { replay: true };
const BARE = { replay: true, coolDown: 0 };

/** @param {(string | number)[]} cells */
function row(...cells) {
  console.log(`| ${cells.join(" | ")} |`);
}

console.log("200 walks past 4 spots at each noise, zones of 40 m, accuracy told consistently\n");
row("noise, m", "started", "only offered", "missed of 800", "GeoXp missed", "started again", "replay on", "no cool-down", "GeoXp again");
row(...Array(9).fill("---"));
for (const [noise, [missed, again]] of GEOXP) {
  const plain = walkPast({ noise, zone: 40 });
  const replay = walkPast({ noise, zone: 40, rules: REPLAY });
  const bare = walkPast({ noise, zone: 40, rules: BARE });
  row(noise, plain.entered, plain.onlyOffered, plain.missed, missed, plain.again, replay.again, bare.again, again);
}

console.log("\nOther zones, accuracies and stories of 75 s that are never cut\n");
row("noise, m", "zone, m", "accuracy told", "story, s", "started", "only offered", "missed of 800", "cut", "names in a list");
row(...Array(9).fill("---"));
for (const [noise, zone, reported, story] of [
  [20, 40, 2, 0],
  [12, 30, 2.4477, 0],
  [3, 20, 2.4477, 0],
  [8, 20, 2.4477, 0],
  [12, 20, 2.4477, 0],
  [20, 20, 2.4477, 0],
  [3, 40, 2.4477, 75],
  [12, 40, 2.4477, 75],
  [20, 40, 2.4477, 75],
]) {
  const told = walkPast({ noise, zone, reported, story });
  const names = told.lists ? (told.listed / told.lists).toFixed(2) : "-";
  row(noise, zone, `${reported} σ`, story, told.entered, told.onlyOffered, told.missed, told.cut, names);
}

console.log("\nStanding 22 m from a spot for 5 minutes: starts per visit (most in any of 200)\n");
row("noise, m", "zone 40 m", "replay on", "zone 20 m", "replay on", "no cool-down", "GeoXp, zone 20 m, replay on");
row(...Array(7).fill("---"));
for (const [noise, [, , starts]] of GEOXP) {
  const cells = [
    [40, {}],
    [40, REPLAY],
    [20, {}],
    [20, REPLAY],
    [20, BARE],
  ].map(([zone, rules]) => {
    const { perVisit, most } = stand({ noise, zone, metres: 22, rules });
    return `${perVisit.toFixed(2)} (${most})`;
  });
  row(noise, ...cells, starts);
}

console.log("\nTwo spots 15 m apart, 200 walks past both: seconds with both active, walks that found both\n");
row("noise, m", "both active", "both found", "both found, stories of 75 s");
row(...Array(4).fill("---"));
for (const noise of GEOXP.keys()) {
  const twins = walkPastTwins({ noise, zone: 40 });
  const told = walkPastTwins({ noise, zone: 40, story: 75 });
  row(noise, twins.together + told.together, twins.bothFound, told.bothFound);
}
