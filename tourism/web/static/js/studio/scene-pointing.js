/** Where a point of a model is seen on the screen, and whether the viewer knows it already. */

/**
 * @typedef {{x: number, y: number, z: number}} Vector
 * @typedef {{orbit: {theta: number, phi: number, radius: number}, target: Vector, fov: number}} Camera in radians,
 *   metres and, from top to bottom, degrees
 * @typedef {{left: number, top: number, width: number, height: number}} Box
 * @typedef {HTMLElement & {
 *   positionAndNormalFromPoint(x: number, y: number): {position: Vector, normal: Vector} | null,
 *   getCameraOrbit(): {theta: number, phi: number, radius: number}, getCameraTarget(): Vector, getFieldOfView(): number,
 *   cameraOrbit: string, cameraTarget: string,
 * }} Viewer
 */

// A busy phone draws its first picture later than it says.
const TRIES = 250;
const PAUSE_MS = 120;
const NEAR_PX = 4;
// A line of sight may slip through between two triangles: what is symmetrical has such a seam in its very middle.
const BESIDE = /** @type {const} */ ([[0, 0], [1.3, 0.7], [-0.9, 1.1], [-0.7, -1.3]]);
// Where to look for the model: away from the middle, by shares of the picture's height.
const AROUND = [0.12, 0.2, 0.28].flatMap((far) => [0, 1, 2, 3, 4, 5, 6, 7].map((turn) => ({ far, turn: (turn * Math.PI) / 4 })));

/**
 * @param {Vector} point
 * @param {Camera} camera
 * @param {Box} box where the picture is
 * @returns {{x: number, y: number}} in the same pixels
 */
export function seenAt(point, { orbit, target, fov }, box) {
  const { theta, phi, radius } = orbit;
  const towards = { x: Math.sin(phi) * Math.sin(theta), y: Math.cos(phi), z: Math.sin(phi) * Math.cos(theta) };
  const right = { x: Math.cos(theta), y: 0, z: -Math.sin(theta) };
  const up = { x: -Math.cos(phi) * Math.sin(theta), y: Math.sin(phi), z: -Math.cos(phi) * Math.cos(theta) };
  const away = { x: point.x - target.x, y: point.y - target.y, z: point.z - target.z };
  const scale = box.height / 2 / Math.tan((fov * Math.PI) / 360) / (radius - dot(away, towards));
  return {
    x: box.left + box.width / 2 + dot(away, right) * scale,
    y: box.top + box.height / 2 - dot(away, up) * scale,
  };
}

/**
 * What of the model is under a point of the screen; null where nothing is.
 *
 * @param {Viewer} viewer
 * @param {number} x
 * @param {number} y
 */
export function under(viewer, x, y) {
  for (const [right, down] of BESIDE) {
    const found = viewer.positionAndNormalFromPoint(x + right, y + down);
    if (found) return found;
  }
  return null;
}

/**
 * Waits for the viewer's first picture: until then it looks from inside the model, and finds its other side.
 *
 * @param {Viewer} viewer
 */
export async function drawn(viewer) {
  for (let left = TRIES; left > 0 && !isTrue(viewer); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/**
 * Whether what is found beside the middle is seen there.
 *
 * @param {Viewer} viewer
 */
function isTrue(viewer) {
  const box = viewer.getBoundingClientRect();
  const camera = { orbit: viewer.getCameraOrbit(), target: viewer.getCameraTarget(), fov: viewer.getFieldOfView() };
  for (const { far, turn } of AROUND) {
    const x = box.left + box.width / 2 + box.height * far * Math.sin(turn);
    const y = box.top + box.height / 2 - box.height * far * Math.cos(turn);
    const found = viewer.positionAndNormalFromPoint(x, y);
    if (!found) continue;
    const seen = seenAt(found.position, camera, box);
    return Math.hypot(seen.x - x, seen.y - y) < NEAR_PX;
  }
  return false;
}

/**
 * @param {Vector} one
 * @param {Vector} other
 */
function dot(one, other) {
  return one.x * other.x + one.y * other.y + one.z * other.z;
}
