/** Where a point of a model is seen on the screen, and what of the model is under a finger. */

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
const TRIES = 25;
const PAUSE_MS = 120;
const MISSES = 5;
const NEAR_PX = 4;

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
 * What is under a point of the screen, null where nothing is. Until its first picture is drawn the viewer looks from
 * somewhere else, and finds something else.
 *
 * @param {Viewer} viewer
 * @param {number} x
 * @param {number} y
 */
export async function hit(viewer, x, y) {
  for (let tries = 0, misses = 0; tries < TRIES && misses < MISSES; tries += 1) {
    const found = viewer.positionAndNormalFromPoint(x, y);
    if (found) {
      const camera = { orbit: viewer.getCameraOrbit(), target: viewer.getCameraTarget(), fov: viewer.getFieldOfView() };
      const seen = seenAt(found.position, camera, viewer.getBoundingClientRect());
      if (Math.hypot(seen.x - x, seen.y - y) < NEAR_PX) return found;
    } else {
      misses += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return null;
}

/**
 * @param {Vector} one
 * @param {Vector} other
 */
function dot(one, other) {
  return one.x * other.x + one.y * other.y + one.z * other.z;
}
