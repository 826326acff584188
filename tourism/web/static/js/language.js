/** Remembers the language chosen on this device and turns a sign's page to it. */

import { keep, kept } from './kept.js';
import { turnTo } from './wish.js';

/** @type {HTMLAnchorElement[]} */
const links = [...document.querySelectorAll('a')].filter((link) => link.dataset['language']);

for (const link of links) {
  link.addEventListener('click', () => keep('language', link.dataset['language'] ?? ''));
}

const offered = links.map((link) => link.dataset['language'] ?? '');
const shown = document.documentElement.dataset['language'] ?? '';
const [arrival] = performance.getEntriesByType('navigation');
const wasLed = arrival instanceof PerformanceNavigationTiming && arrival.redirectCount > 0;
const wish = turnTo({ pathname: location.pathname, wasLed }, shown, kept('language'), offered);
const target = links.find((link) => link.dataset['language'] === wish);
if (target) location.replace(target.href);
