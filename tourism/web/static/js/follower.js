/** Marks the sentence that is heard and keeps it in view, unless the reader scrolls elsewhere. */

import { follows, nudge } from './timeline.js';

const SCROLL_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ']);
const EDGE = 24;

export class Follower {
  #following = true;
  #scrolled = false;
  #acted = true;
  /** @type {Element | null} */
  #marked = null;
  /** @type {() => number} */
  #covered;

  /** @param {() => number} covered pixels at the foot of the window that the player covers */
  constructor(covered) {
    this.#covered = covered;
    const scrolled = () => {
      this.#scrolled = true;
    };
    addEventListener('wheel', scrolled, { passive: true });
    addEventListener('touchmove', scrolled, { passive: true });
    addEventListener('keydown', (event) => {
      if (SCROLL_KEYS.has(event.key) && event.target === document.body) scrolled();
    });
  }

  /** The listener asked for something, so the page may move again. */
  act() {
    this.#acted = true;
  }

  /** @param {string | null} id of the sentence, null for none */
  mark(id) {
    const sentence = id ? document.getElementById(id) : null;
    if (sentence === this.#marked) return;
    const before = this.#marked;
    before?.classList.remove('spoken');
    sentence?.classList.add('spoken');
    this.#marked = sentence;
    if (sentence) this.#follow(sentence, before ?? sentence);
  }

  /**
   * @param {Element} sentence
   * @param {Element} before
   */
  #follow(sentence, before) {
    const room = { top: EDGE, bottom: innerHeight - this.#covered() - EDGE };
    const seen = before.getBoundingClientRect();
    const inSight = seen.bottom > room.top && seen.top < room.bottom;
    this.#following = follows(this.#following, { scrolled: this.#scrolled, inSight, acted: this.#acted });
    this.#acted = false;
    if (this.#following) this.#scrolled = false;
    const by = this.#following ? nudge(sentence.getBoundingClientRect(), room) : 0;
    if (by) scrollBy({ top: by, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }
}
