/** An embed tells the page around it how tall it is, in our words and in WordPress', and shows the sentence it speaks. */

const root = document.documentElement;
const secret = /[?&]secret=([\w-]{1,64})/.exec(location.hash)?.[1];
const SEEN = '&seen';
const counted = new Set();
let told = 0;

/** @param {Record<string, string | number>} message nothing in it is anybody's secret, so whoever is around may read it */
function tell(message) {
  if (parent !== window) parent.postMessage(message, '*');
}

function measure() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === told) return;
  told = height;
  tell({ loiQue: 'height', height });
  if (secret) tell({ message: 'height', value: height, secret });
}

/** The sentence under the button, where its words are folded away; it never shrinks, so that nothing around it jumps. */
function showLine() {
  const line = document.querySelector('[data-line]');
  const spoken = document.querySelector('.sentence.spoken')?.textContent;
  if (!(line instanceof HTMLElement) || !spoken || line.textContent === spoken) return;
  line.textContent = spoken;
  line.hidden = false;
  root.classList.add('heard');
  line.style.minBlockSize = `${line.offsetHeight}px`;
}

/** @param {string} event shown or heard: for a partner's frame that one more was, and nothing of whose; once each */
function count(event) {
  const { ticket } = root.dataset;
  const { doNotTrack, globalPrivacyControl } = /** @type {Navigator & { globalPrivacyControl?: boolean }} */ (navigator);
  if (!ticket || counted.has(event) || doNotTrack === '1' || globalPrivacyControl) return;
  counted.add(event);
  const how = { method: 'POST', mode: 'no-cors', credentials: 'omit', body: `${ticket} ${event}` };
  fetch('/embed/seen', /** @type {RequestInit} */ (how)).catch(() => {});
}

/** Seen is what was in sight for a second; who walks on within the frame has seen it already. */
function watch() {
  if (location.hash.includes(SEEN)) return;
  let isInSight = false;
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (isInSight && !document.hidden) timer = setTimeout(count, 1000, 'shown');
  };
  new IntersectionObserver((entries) => {
    isInSight = !!entries.at(-1)?.isIntersecting;
    look();
  }).observe(root);
  document.addEventListener('visibilitychange', look);
}

function begin() {
  // Whoever waits for the secret hears it from the next stop too; a sandbox tells nobody where one comes from.
  const hash = `${location.hash.replace(SEEN, '') || '#?'}${SEEN}`;
  for (const link of document.querySelectorAll('a')) if ('within' in link.dataset) link.hash = hash;
  new ResizeObserver(measure).observe(document.body);
  watch();
}

root.classList.add('scripted');
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
else begin();
// WordPress hides a frame until it has spoken, and in a hidden frame no observer is called.
addEventListener('load', measure);
addEventListener('message', ({ source, data }) => {
  if (source !== parent || data?.message !== 'ready') return;
  told = 0;
  measure();
});
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  // A link out of WordPress' frame is dead; the page around it follows it instead.
  if (!secret || !link || !('out' in link.dataset)) return;
  event.preventDefault();
  tell({ message: 'link', value: link.href, secret });
});
document.addEventListener('playing', () => count('heard'), true);
document.addEventListener('timeupdate', () => requestAnimationFrame(showLine), true);

export {};
