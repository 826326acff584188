/** How a phone puts a model before its owner, told from what it says of itself. Pure. */

/** @typedef {'webxr' | 'quick-look' | 'scene-viewer' | 'safari' | 'chrome' | 'phone' | 'nowhere'} Way */

// Other apps' own windows on the web: nothing stands before anybody in there.
const INSIDE = /; wv\)|FBA[NV]|FB_IAB|Instagram|Zalo|MicroMessenger|KAKAOTALK|NAVER|Line\/|TikTok|musical_ly|Bytedance|GSA\//;
const ON_IPHONES = /(Version|CriOS|EdgiOS|FxiOS|DuckDuckGo)\/.* Safari\//;

/**
 * `safari` and `chrome` ask to open the page there, `phone` to look at it on one.
 *
 * @param {{ agent: string, touches: number, hasWebXR: boolean, isSafe: boolean }} phone its user agent, how many fingers
 *   it feels, whether it shows rooms by WebXR, whether the page came by https
 * @returns {Way}
 */
export function wayOf({ agent, touches, hasWebXR, isSafe }) {
  if (!isSafe) return 'nowhere';
  // An iPad says that it is a Mac, but no Mac feels fingers.
  if (/iP(hone|ad|od)/.test(agent) || (/Macintosh/.test(agent) && touches > 1))
    return ON_IPHONES.test(agent) && !INSIDE.test(agent) ? 'quick-look' : 'safari';
  if (/Android/.test(agent) && INSIDE.test(agent)) return 'chrome';
  if (hasWebXR) return 'webxr';
  if (/Android/.test(agent)) return /Firefox/.test(agent) ? 'chrome' : 'scene-viewer';
  return 'phone';
}

/**
 * Android's own viewer is another app: it fetches the model itself, and comes back to the page where it is missing.
 *
 * @param {{ file: string, title: string, back: string, onWall: boolean }} model absolute addresses
 * @returns {string}
 */
export function intent({ file, title, back, onWall }) {
  const asked = new URLSearchParams({ file, mode: 'ar_preferred', resizable: 'false', title });
  if (onWall) asked.set('enable_vertical_placement', 'true');
  const app = 'scheme=https;package=com.google.ar.core;action=android.intent.action.VIEW';
  return `intent://arvr.google.com/scene-viewer/1.2?${asked}#Intent;${app};S.browser_fallback_url=${encodeURIComponent(back)};end;`;
}
