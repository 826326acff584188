/** Cells, distances, bearings and chances agree with the programs that are the truth for them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bearing,
  byDistance,
  cellName,
  chanceInside,
  compass,
  distance,
  match,
  seen,
  stays,
} from "../../../tourism/web/static/js/nearness.js";

// lat, lon, lat, lon, metres by geopy.distance.geodesic 2.4
const GEODESICS = [
  [20.8797, 105.888, 20.8798173, 105.8880721, 14.998],
  [20.8797, 105.888, 20.8797, 105.8885766, 59.997],
  [20.8797, 105.888, 20.876305, 105.8866852, 400.003],
  [20.8797, 105.888, 20.9116301, 105.8540148, 4999.999],
  [20.8797, 105.888, 21.1049924, 106.3047684, 49999.998],
  [16.376, 107.84, 16.3761174, 107.8400702, 15.001],
  [16.376, 107.84, 16.376, 107.8405616, 59.997],
  [16.376, 107.84, 16.3726034, 107.8387194, 400.0],
  [16.376, 107.84, 16.4079461, 107.8069002, 5000.002],
  [16.376, 107.84, 16.6015171, 108.2457903, 50000.005],
  [0, 0, 0.0001175, 6.74e-05, 15.003],
  [0, 0, 0.0, 0.000539, 60.001],
  [0, 0, -0.0033993, -0.001229, 399.999],
  [0, 0, 0.0319743, -0.0317602, 4999.997],
  [0, 0, 0.2260906, 0.3889839, 49999.996],
  [0, 179.99, 0.0001175, 179.9900674, 15.003],
  [0, 179.99, 0.0, 179.990539, 60.001],
  [0, 179.99, -0.0033993, 179.988771, 399.999],
  [0, 179.99, 0.0319743, 179.9582398, 4999.997],
  [0, 179.99, 0.2260906, -179.6210161, 49999.996],
  [-33.9, 18.4, -33.8998829, 18.4000811, 14.999],
  [-33.9, 18.4, -33.9, 18.4006487, 60.0],
  [-33.9, 18.4, -33.9033887, 18.3985208, 400.001],
  [-33.9, 18.4, -33.8681195, 18.3617893, 5000.002],
  [-33.9, 18.4, -33.6737239, 18.8669284, 50000.0],
  [45, -179.95, 45.0001169, -179.9499049, 15.0],
  [45, -179.95, 45.0, -179.949239, 60.002],
  [45, -179.95, 44.9966177, -179.951735, 400.002],
  [45, -179.95, 45.031805, -179.9948654, 5000.003],
  [45, -179.95, 45.2236264, -179.3986662, 49999.997],
  [60, 180, 60.0001166, -179.9998656, 15.0],
  [60, 180, 60.0, -179.9989247, 60.002],
  [60, 180, 59.9966262, 179.9975485, 400.003],
  [60, 180, 60.0317185, 179.9365785, 4999.998],
  [60, 180, 60.2220915, -179.2187331, 50000.0],
  [-70, -180, -69.9998836, -179.9998036, 14.996],
  [-70, -180, -70.0, -179.9984288, 59.999],
  [-70, -180, -70.0033692, 179.9964168, 400.002],
  [-70, -180, -69.9682847, 179.9075546, 5000.001],
  [-70, -180, -69.7723376, -178.8782262, 50000.001],
  [80, 25, 80.0001163, 25.0003867, 14.996],
  [80, 25, 80.0, 25.0030938, 60.0],
  [80, 25, 79.9966337, 24.992948, 399.996],
  [80, 25, 80.0316136, 24.8171223, 4999.999],
  [80, 25, 80.216284, 27.2822066, 50000.002],
  [84.7, 179.9, 84.7001163, 179.900727, 14.999],
  [84.7, 179.9, 84.7, 179.9058157, 60.0],
  [84.7, 179.9, 84.6966343, 179.8867479, 400.003],
  [84.7, 179.9, 84.7315616, 179.5552589, 4999.997],
  [84.7, 179.9, 84.9091025, -175.7267972, 49999.999],
  [-84.6, -30, -84.5998837, -29.9992865, 14.999],
  [-84.6, -30, -84.6, -29.9942917, 60.0],
  [-84.6, -30, -84.6033654, -30.0130238, 400.0],
  [-84.6, -30, -84.5682514, -30.3344063, 5000.002],
  [-84.6, -30, -84.3628447, -26.0500814, 49999.998],
  [0.01, -0.01, 0.0101175, -0.0099326, 15.003],
  [0.01, -0.01, 0.01, -0.009461, 60.001],
  [0.01, -0.01, 0.0066007, -0.011229, 399.999],
  [0.01, -0.01, 0.0419743, -0.0417602, 4999.997],
  [0.01, -0.01, 0.2360904, 0.3789842, 50000.001],
  [51.5, -0.1, 51.5001168, -0.099892, 15.004],
  [51.5, -0.1, 51.5, -0.099136, 59.997],
  [51.5, -0.1, 51.4966216, -0.10197, 399.995],
  [51.5, -0.1, 51.5317667, -0.15095, 5000.0],
  [51.5, -0.1, 51.7230316, 0.526643, 49999.996],
];

// lat, lon, name by tourism.geo.cell_of
const CELLS = [
  [0, 0, "1800-3600"],
  [90, 0, "3599-3600"],
  [-90, -180, "0-0"],
  [90, 180, "3599-0"],
  [20.85, 105.9, "2216-5717"],
  [20.8499999, 105.8999999, "2216-5717"],
  [16.3, 107.85, "2126-5757"],
  [89.99, 179.999, "3599-7199"],
  [-1e-7, -1e-7, "1799-3599"],
  [10.35, 106.65, "2006-5732"],
  [20.05, 105.15, "2201-5702"],
  [-33.95, 18.4, "1120-3968"],
  [8.6, 104.72, "1971-5694"],
  [0.15, 0.15, "1803-3603"],
  [0.3, 0.3, "1805-3606"],
  [21.7, 105.35, "2234-5707"],
];

// metres, radius, accuracy, chance by scipy.stats.ncx2.cdf((radius/s)**2, 2, (metres/s)**2), s = accuracy/2.4477
const CHANCES = [
  [0, 40, 8, 1.0],
  [0, 40, 40, 0.949994],
  [0, 40, 48.954, 0.864665],
  [10, 40, 20, 0.999748],
  [22, 40, 30, 0.896021],
  [22, 20, 7.3, 0.229071],
  [38, 40, 12, 0.634922],
  [40, 40, 12, 0.475506],
  [40, 40, 40, 0.416607],
  [42, 40, 12, 0.31993],
  [41, 40, 60, 0.35637],
  [55, 40, 30, 0.087621],
  [60, 40, 49, 0.113419],
  [90, 40, 40, 0.000702],
  [5, 20, 30, 0.707037],
  [39.999, 40, 100, 0.261653],
  [40.001, 40, 100, 0.261643],
  [300, 250, 120, 0.133552],
  [150, 40, 200, 0.023082],
  [30, 30, 5, 0.48641],
  [1000, 1000, 20, 0.49837],
  [2500, 2500, 10, 0.499674],
  [20, 100, 300, 0.27996],
];

const HOUSE = { lat: 20.8797, lon: 105.888 };

test("cells are numbered as the server numbers them", () => {
  for (const [lat, lon, name] of CELLS) assert.equal(cellName({ lat, lon }), name);
});

test("distances are within 0.5 % of the geodesic up to 50 km, near a pole and across the antimeridian too", () => {
  for (const [lat, lon, lat2, lon2, metres] of GEODESICS) {
    const found = distance({ lat, lon }, { lat: lat2, lon: lon2 });
    assert.ok(Math.abs(found / metres - 1) <= 0.005, `${lat},${lon} to ${lat2},${lon2}: ${found} for ${metres}`);
  }
});

test("a distance is the same there and back, and nothing to oneself", () => {
  for (const [lat, lon, lat2, lon2] of GEODESICS) {
    const there = distance({ lat, lon }, { lat: lat2, lon: lon2 });
    assert.ok(Math.abs(there - distance({ lat: lat2, lon: lon2 }, { lat, lon })) < 1e-6 * there);
  }
  assert.equal(distance(HOUSE, HOUSE), 0);
});

test("bearings turn clockwise from north and have words", () => {
  const around = [
    [0.001, 0, 0, "n"],
    [0.001, 0.00107, 45, "ne"],
    [0, 0.001, 90, "e"],
    [-0.001, 0, 180, "s"],
    [0, -0.001, 270, "w"],
    [0.001, -0.00107, 315, "nw"],
  ];
  for (const [north, east, degrees, word] of around) {
    const found = bearing(HOUSE, { lat: HOUSE.lat + north, lon: HOUSE.lon + east });
    assert.ok(Math.abs(found - degrees) < 1, `${found} for ${degrees}`);
    assert.equal(compass(found), word);
  }
  assert.equal(compass(359), "n");
  assert.equal(compass(316), "nw");
  assert.equal(Math.round(bearing({ lat: 0, lon: 179.999 }, { lat: 0, lon: -179.999 })), 90);
});

test("the chance of being inside is the noncentral chi-square's", () => {
  for (const [metres, radius, accuracy, chance] of CHANCES) {
    const found = chanceInside(metres, radius, accuracy);
    assert.ok(Math.abs(found - chance) < 0.002, `${metres} ${radius} ${accuracy}: ${found} for ${chance}`);
  }
});

test("the chance falls with distance, lies between 0 and 1, and survives what phones report", () => {
  for (const accuracy of [0, 0.5, 5, 40, 3000]) {
    let before = 1;
    for (let metres = 0; metres < 400; metres += 0.5) {
      const now = chanceInside(metres, 40, accuracy);
      assert.ok(now >= 0 && now <= before + 0.002, `${metres} m, accuracy ${accuracy}: ${now} after ${before}`);
      before = now;
    }
  }
  assert.ok(chanceInside(38, 40, 0) > 0.999 && chanceInside(42, 40, 0) < 0.001);
});

test("the list is in order of distance", () => {
  const places = [at("far", 300), at("near", 20), at("middle", 90)];

  assert.deepEqual(
    byDistance(places, HOUSE, 10).map((each) => each.place.id),
    ["near", "middle", "far"],
  );
});

test("a place that one is surely in is named", () => {
  const found = around([at("here", 5), at("there", 90)], 12);

  assert.equal(found.at?.place.id, "here");
  assert.deepEqual(found.maybe, []);
});

test("a wide circle names all that it may be, and claims none", () => {
  const found = around([at("one", 20), at("two", 70), at("gone", 400)], 60);

  assert.equal(found.at, null);
  assert.deepEqual(ids(found.maybe), ["one", "two"]);
});

test("where one was is kept on doubt, and given up beyond it", () => {
  assert.equal(around([at("was", 43)], 20).at, null);
  assert.equal(around([at("was", 43)], 20, "was").at?.place.id, "was");
  assert.equal(around([at("was", 90)], 20, "was").at, null);
  assert.deepEqual(ids(around([at("was", 5), at("new", 60)], 60, "was").maybe), ["was", "new"]);
});

test("a nearer place takes over only when it is clearly nearer", () => {
  assert.equal(around([at("was", 14), at("new", 10)], 20, "was").at?.place.id, "was");
  assert.equal(around([at("was", 28), at("new", 2)], 16, "was").at?.place.id, "new");
});

test("a place whose own pin is approximate is never claimed", () => {
  const found = around([{ ...at("rough", 5), zone: 2500, approximate: true }], 10);

  assert.deepEqual(found, { at: null, maybe: [] });
});

test("a wide circle rules out what it does not touch, a narrow one what is unlikely", () => {
  assert.equal(stays(seen(at("edge", 95), HOUSE, 60), 60), true);
  assert.equal(stays(seen(at("edge", 105), HOUSE, 60), 60), false);
  assert.equal(stays(seen(at("edge", 45), HOUSE, 20), 20), true);
  assert.equal(stays(seen(at("edge", 60), HOUSE, 20), 20), false);
});

/** A place so many metres north of the house. */
function at(id, metres) {
  return { id, lat: HOUSE.lat + metres / 110_700, lon: HOUSE.lon, zone: 40 };
}

function around(places, accuracy, was = null) {
  return match(byDistance(places, HOUSE, accuracy), accuracy, was);
}

function ids(views) {
  return views.map((each) => each.place.id);
}
