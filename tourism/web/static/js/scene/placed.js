/** Offers the one way in which this phone puts the model before its owner. */

import { intent, wayOf } from './placing.js';

/** @typedef {{ activateAR(): Promise<void> }} Placeable */

/**
 * @param {HTMLElement} yard
 * @param {() => Promise<Placeable | null>} show the model, once it is drawn
 */
export async function offer(yard, show) {
  const { model = '', usdz = '', title = '', address = '', placement } = yard.dataset;
  /** @type {{ isSessionSupported(mode: string): Promise<boolean> } | undefined} */
  const xr = Reflect.get(navigator, 'xr');
  const hasWebXR = (await xr?.isSessionSupported('immersive-ar').catch(() => false)) ?? false;
  const way = wayOf({ agent: navigator.userAgent, touches: navigator.maxTouchPoints, hasWebXR, isSafe: isSecureContext });
  yard.hidden = way === 'nowhere';
  for (const each of yard.querySelectorAll(`[data-way~="${way}"]`)) each.removeAttribute('hidden');
  yard.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button?.dataset['copied']) await copy(button, yard.querySelector('[data-address]'));
    else if (way === 'quick-look') open(`${usdz}#allowsContentScaling=0`, 'ar');
    else if (way === 'scene-viewer') open(intent({ file: model, title, back: `${address}#no-ar`, onWall: placement === 'wall' }));
    else if (button) await enter(await show(), yard.querySelector('[data-ready]'));
  });
}

/**
 * @param {string} address
 * @param {string} rel what Safari takes for a model to be stood in a room, if a picture lies in the link
 */
function open(address, rel = '') {
  const link = document.createElement('a');
  Object.assign(link, { href: address, rel });
  link.append(new Image());
  link.click();
}

/**
 * A room is entered on a tap only; one that came before the model had loaded may be too old.
 *
 * @param {Placeable | null} viewer
 * @param {Element | null} said
 */
async function enter(viewer, said) {
  const isFresh = navigator.userActivation?.isActive ?? true;
  if (viewer && isFresh) await viewer.activateAR();
  if (said instanceof HTMLElement) said.textContent = viewer && !isFresh ? (said.dataset['ready'] ?? '') : '';
}

/**
 * @param {HTMLElement} button
 * @param {Element | null} address marked for the finger where the phone does not let it be copied
 */
async function copy(button, address) {
  const word = button.querySelector('[role]');
  try {
    await navigator.clipboard.writeText(address?.textContent ?? '');
    if (word) word.textContent = button.dataset['copied'] ?? '';
  } catch {
    if (address) getSelection()?.selectAllChildren(address);
  }
}
