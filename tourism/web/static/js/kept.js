/** What stays on this device between pages: a few words under our own name, never sent anywhere. */

const NAME = 'loi-que.';

/**
 * @param {string} key
 * @returns {string | null} null also where the browser keeps nothing
 */
export function kept(key) {
  try {
    return localStorage.getItem(NAME + key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function keep(key, value) {
  try {
    localStorage.setItem(NAME + key, value);
  } catch {
    // Private windows and full phones: the choice then lasts for this page only.
  }
}
