/** A model that is fetched on a tap; the part that is told or tapped lights up and is looked at. */

/** @typedef {HTMLElement & { cameraOrbit: string, cameraTarget: string, jumpCameraToGoal(): void, activateAR(): Promise<void> }} Viewer */

const STILL = matchMedia('(prefers-reduced-motion: reduce)');

class Scene {
  /** @type {Promise<Viewer | null> | null} */
  coming = null;
  /** @type {Viewer | null} */
  viewer = null;
  told = '';
  tries = 0;

  /**
   * @param {HTMLElement} stage
   * @param {HTMLButtonElement} button
   * @param {HTMLElement} caption
   */
  constructor(stage, button, caption) {
    this.stage = stage;
    this.button = button;
    this.caption = caption;
    button.addEventListener('click', () => this.show());
    document.addEventListener('click', ({ target }) => {
      const part = target instanceof Element ? target.closest('[data-part]') : null;
      if (part instanceof HTMLElement) this.light(part.dataset['part'] ?? '');
    });
    const track = document.querySelector('audio')?.textTracks[0];
    track?.addEventListener('cuechange', () => this.hear(track.activeCues?.[0]?.id ?? ''));
    const yard = document.querySelector('[data-yard]');
    // Most models have no true size, and then nothing of this is needed.
    if (yard instanceof HTMLElement) import('./placed.js').then(({ offer }) => offer(yard, () => this.show()));
  }

  /** @returns {Promise<Viewer | null>} once the model is drawn; null where it does not come */
  show() {
    this.coming ??= this.fetch().catch(() => null);
    return this.coming;
  }

  async fetch() {
    const { wordsWait, wordsTrouble, wordsUnable } = this.button.dataset;
    if (!document.createElement('canvas').getContext('webgl2')) return this.say(wordsUnable);
    this.say(wordsWait);
    this.button.setAttribute('aria-busy', 'true');
    try {
      this.viewer = await drawn(this.stage, this.tries++);
    } catch {
      this.coming = null;
      return this.say(wordsTrouble);
    } finally {
      this.button.removeAttribute('aria-busy');
    }
    const hadFocus = document.activeElement === this.button;
    document.documentElement.classList.add('in-3d');
    if (hadFocus) this.viewer.focus({ preventScroll: true });
    this.look();
    return this.viewer;
  }

  /** @param {string | undefined} words */
  say(words) {
    const word = this.button.querySelector('[data-word]');
    if (word) word.textContent = words ?? '';
    return null;
  }

  /** @param {string} part that the voice tells of, '' where it tells of none */
  hear(part) {
    if (part !== this.told) this.light(part);
  }

  /** @param {string} part */
  light(part) {
    this.told = part;
    /** @type {Element[]} */
    let said = [];
    for (const each of document.querySelectorAll('[data-part]')) {
      const isLit = each instanceof HTMLElement && each.dataset['part'] === part;
      if (isLit) each.setAttribute('aria-current', 'true');
      else each.removeAttribute('aria-current');
      each.querySelector('.sentence')?.classList.toggle('spoken', isLit);
      if (isLit && each.matches('.part')) said = [...each.querySelectorAll('[data-say]')];
    }
    this.caption.replaceChildren(...said.map((each) => each.cloneNode(true)));
    this.look();
  }

  look() {
    const part = document.querySelector(`.part[aria-current]`);
    if (!this.viewer || !(part instanceof HTMLElement)) return;
    const { orbit = '', target = '' } = part.dataset;
    Object.assign(this.viewer, { cameraOrbit: orbit, cameraTarget: target });
    if (STILL.matches) this.viewer.jumpCameraToGoal();
  }
}

/**
 * @param {HTMLElement} stage
 * @param {number} tries before: the viewer remembers an address that failed
 * @returns {Promise<Viewer>} with its model drawn
 */
async function drawn(stage, tries) {
  const { loadViewer } = await import('../viewer.js');
  await loadViewer();
  const template = stage.querySelector('template');
  stage.querySelector('model-viewer')?.remove();
  const found = template?.content.firstElementChild?.cloneNode(true);
  if (!(found instanceof HTMLElement)) throw new Error('The page has no model');
  const viewer = /** @type {Viewer} */ (found);
  if (tries) viewer.setAttribute('src', `${viewer.getAttribute('src')}#${tries}`);
  const loaded = new Promise((resolve, reject) => {
    viewer.addEventListener('load', resolve, { once: true });
    viewer.addEventListener('error', reject, { once: true });
  });
  stage.append(viewer);
  await loaded;
  return viewer;
}

const [stage, button, caption] = ['stage', 'show', 'caption'].map((name) => document.querySelector(`[data-${name}]`));
if (stage instanceof HTMLElement && button instanceof HTMLButtonElement && caption instanceof HTMLElement) {
  new Scene(stage, button, caption);
}
