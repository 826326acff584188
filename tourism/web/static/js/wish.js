/** Which language a page should turn to, from what was chosen before. Pure. */

/**
 * A language in the address is a choice already made (a shared link stays what it is);
 * a sign's code and the bare front page name none, and there the kept choice counts.
 *
 * @param {string} pathname
 * @param {string} shown the tag that the page is in
 * @param {string | null} chosen the tag kept on this device
 * @param {readonly string[]} offered
 * @returns {string | null} the tag to turn to, or null to stay
 */
export function turnTo(pathname, shown, chosen, offered) {
  if (!chosen || chosen === shown || !offered.includes(chosen)) return null;
  const first = pathname.split('/')[1] ?? '';
  return offered.includes(first) ? null : chosen;
}
