/** Where a point of a model is seen: what is found at a point must be seen there. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, seenAt, under } from "../../../tourism/web/static/js/studio/scene-pointing.js";

const BOX = { left: 10, top: 20, width: 300, height: 200 };
const FRONT = { orbit: { theta: 0, phi: Math.PI / 2, radius: 2 }, target: { x: 0, y: 0.5, z: 0 }, fov: 90 };

/** @param {{x: number, y: number}} seen */
const whole = ({ x, y }) => [Math.round(x * 100) / 100, Math.round(y * 100) / 100];

test("what is looked at is in the middle", () => {
  for (const theta of [0, 1, -2.5]) {
    for (const phi of [0.3, 1.2, 2]) {
      const camera = { ...FRONT, orbit: { theta, phi, radius: 3 } };
      assert.deepEqual(whole(seenAt(camera.target, camera, BOX)), [160, 120]);
    }
  }
});

test("right is right, up is up, and what is nearer is further from the middle", () => {
  assert.deepEqual(whole(seenAt({ x: 1, y: 0.5, z: 0 }, FRONT, BOX)), [210, 120]);
  assert.deepEqual(whole(seenAt({ x: 0, y: 1.5, z: 0 }, FRONT, BOX)), [160, 70]);
  assert.deepEqual(whole(seenAt({ x: 0.5, y: 0.5, z: 1 }, FRONT, BOX)), [210, 120]);
  const fromTheRight = { ...FRONT, orbit: { ...FRONT.orbit, theta: Math.PI / 2 } };
  assert.deepEqual(whole(seenAt({ x: 0, y: 0.5, z: -1 }, fromTheRight, BOX)), [210, 120]);
});

test("what the viewer finds before its first picture is not believed", async () => {
  let asked = 0;
  const inside = { x: 0, y: 0.51, z: -0.3 };
  /** @param {number} x @param {number} y */
  const truly = (x, y) => ({ x: (x - 160) / 50, y: 0.5 - (y - 120) / 50, z: 0 });
  const viewer = /** @type {any} */ ({
    positionAndNormalFromPoint: (/** @type {number} */ x, /** @type {number} */ y) => {
      asked += 1;
      return asked % 2 ? null : { position: asked < 6 ? inside : truly(x, y), normal: { x: 0, y: 0, z: 1 } };
    },
    getCameraOrbit: () => FRONT.orbit,
    getCameraTarget: () => FRONT.target,
    getFieldOfView: () => FRONT.fov,
    getBoundingClientRect: () => BOX,
  });

  await drawn(viewer);

  assert.equal(asked, 6);
});

test("what slips through between two triangles is found beside them", () => {
  const found = { position: { x: 0, y: 0, z: 0 }, normal: { x: 0, y: 0, z: 1 } };
  const seam = /** @type {any} */ ({ positionAndNormalFromPoint: (/** @type {number} */ x) => (x === 160 ? null : found) });
  const empty = /** @type {any} */ ({ positionAndNormalFromPoint: () => null });

  assert.equal(under(seam, 160, 120), found);
  assert.equal(under(empty, 160, 120), null);
});
