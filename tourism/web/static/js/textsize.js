/** Text at 100, 125 or 150 %. Runs before the first paint, so that nothing jumps. */

import { keep, kept } from './kept.js';

const SIZES = ['100', '125', '150'];
const root = document.documentElement;

/**
 * @param {string | null} now
 * @returns {string} the size after `now`, round and round
 */
export function following(now) {
  return SIZES[(SIZES.indexOf(now ?? '100') + 1) % SIZES.length] ?? '100';
}

/** @param {string} size */
function show(size) {
  root.dataset['textsize'] = size;
  for (const button of document.querySelectorAll('[data-textsize][aria-label]')) {
    if (!(button instanceof HTMLElement)) continue;
    button.dataset['now'] = size;
    button.dataset['words'] ??= button.getAttribute('aria-label') ?? 'A+';
    button.setAttribute('aria-label', `${button.dataset['words']} (${size} %)`);
  }
}

const chosen = kept('textsize');
root.classList.add('scripted');
show(SIZES.includes(chosen ?? '') ? chosen ?? '100' : '100');
document.addEventListener('DOMContentLoaded', () => show(root.dataset['textsize'] ?? '100'));
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || !event.target.closest('button[data-textsize]')) return;
  const size = following(root.dataset['textsize'] ?? null);
  keep('textsize', size);
  show(size);
});
