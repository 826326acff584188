/** Which language a page should turn to, from what was chosen before. Pure. */

/**
 * A language in the address is a choice already made (a shared link stays what it is). A sign's code names
 * none, and of a front page that the guide led to, the guide chose it: there the kept choice counts.
 *
 * @param {{ pathname: string, wasLed: boolean }} here `wasLed`: the address was redirected to
 * @param {string} shown the tag that the page is in
 * @param {string | null} chosen the tag kept on this device
 * @param {readonly string[]} offered
 * @returns {string | null} the tag to turn to, or null to stay
 */
export function turnTo({ pathname, wasLed }, shown, chosen, offered) {
  if (!chosen || chosen === shown || !offered.includes(chosen)) return null;
  const [, first = '', rest = ''] = pathname.split('/');
  if (!offered.includes(first)) return chosen;
  return wasLed && !rest ? chosen : null;
}
