/** The drawing of a sound: its outline as bars of ink, as many as there is room for. Pure. */

// The base64url alphabet: each character is a peak from 0 to 63.
const PEAKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// Voices are levelled, so that their means differ little; the eye wants more.
const CONTRAST = 1.6;
// With fewer bars a sentence, the pauses would be all one sees.
const BARS_A_PAUSE = 4;

/**
 * @param {string} outline peaks in order of time, one character each
 * @param {number} count how many bars are wanted
 * @param {readonly number[]} pauses where sentences part, as shares of the whole: the bar there falls silent, if there
 *   are bars enough
 * @returns {number[]} heights from 0 to 1, never more than there are peaks; the loudest bar is 1
 */
export function bars(outline, count, pauses = []) {
  const peaks = Array.from(outline, (each) => Math.max(PEAKS.indexOf(each), 0));
  const many = Math.max(Math.min(Math.floor(count), peaks.length), 0);
  const share = peaks.length / many;
  const means = Array.from({ length: many }, (_, index) => mean(peaks, index * share, (index + 1) * share));
  const loudest = Math.max(...means, 1);
  const silent = new Set(pauses.length * BARS_A_PAUSE <= many ? pauses.map((each) => Math.floor(each * many)) : []);
  return means.map((each, index) => (silent.has(index) ? 0 : (each / loudest) ** CONTRAST));
}

/**
 * The mean of what lies between two places, which may lie within a peak.
 *
 * @param {readonly number[]} peaks
 * @param {number} from
 * @param {number} to
 */
function mean(peaks, from, to) {
  let sum = 0;
  for (let index = Math.floor(from); index < Math.min(to, peaks.length); index += 1) {
    sum += (peaks[index] ?? 0) * (Math.min(index + 1, to) - Math.max(index, from));
  }
  return sum / (to - from);
}

/**
 * @param {readonly number[]} heights from 0 to 1
 * @param {{ width: number, height: number, thick: number }} room in pixels; `thick` is the stroke's
 * @returns {string} an SVG path of upright strokes, round the middle line; silence is a dot
 */
export function strokes(heights, { width, height, thick }) {
  const step = width / heights.length;
  return heights
    .map((each, index) => {
      const half = Math.max((each * (height - thick)) / 2, 0.1);
      return `M${((index + 0.5) * step).toFixed(1)} ${(height / 2 - half).toFixed(1)}v${(2 * half).toFixed(1)}`;
    })
    .join('');
}
