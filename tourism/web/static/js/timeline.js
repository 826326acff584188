/** What is heard when, and what the page does about it. Pure: milliseconds in, decisions out. */

/** @typedef {{ id: string, start: number, end: number }} Span */

/**
 * @param {readonly Span[]} spans in order of time, never overlapping
 * @param {number} at milliseconds
 * @returns {Span | null} the sentence heard at `at`; in the pause after it still that one, before the first none
 */
export function spanAt(spans, at) {
  let low = 0;
  let high = spans.length - 1;
  /** @type {Span | null} */
  let found = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && span.start <= at) {
      found = span;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found;
}

/**
 * @param {readonly Span[]} spans in order of time
 * @param {number} at milliseconds
 * @param {number} reach milliseconds to either side
 * @returns {number | null} the start of a sentence that lies nearest to `at` within reach
 */
export function startNear(spans, at, reach) {
  const starts = spans.map((each) => each.start).filter((each) => Math.abs(each - at) <= reach);
  return starts.sort((one, other) => Math.abs(one - at) - Math.abs(other - at))[0] ?? null;
}

/**
 * @param {number} at milliseconds
 * @param {number} by seconds, negative to go back
 * @param {number} duration milliseconds
 * @returns {number} seconds, within the sound
 */
export function moved(at, by, duration) {
  return Math.min(Math.max(at / 1000 + by, 0), duration / 1000);
}

/**
 * @param {number} milliseconds
 * @returns {string} 85400 -> 1:25
 */
export function clock(milliseconds) {
  const seconds = Math.floor(Math.max(milliseconds, 0) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * How far the page must move for a line to be seen; 0 where it is seen already.
 *
 * @param {{ top: number, bottom: number }} line within the window, in pixels
 * @param {{ top: number, bottom: number }} room the part of the window that nothing covers
 * @returns {number} pixels, positive downwards
 */
export function nudge(line, room) {
  if (line.top >= room.top && line.bottom <= room.bottom) return 0;
  // A third from the top: the eye reads on without the page moving at each sentence.
  return line.top - (room.top + (room.bottom - room.top) / 3);
}

/**
 * Whether the page follows the voice: a reader who scrolls away is left alone until the spoken words are in sight again.
 *
 * @param {boolean} followed so far
 * @param {{ scrolled: boolean, inSight: boolean, acted: boolean }} now what happened since the last sentence
 * @returns {boolean}
 */
export function follows(followed, { scrolled, inSight, acted }) {
  if (acted) return true;
  if (inSight) return true;
  return followed && !scrolled;
}
