/** An embed tells the page around it how tall it is, in our words and in WordPress', and shows the sentence it speaks. */

const root = document.documentElement;
const secret = /[?&]secret=([\w-]{1,64})/.exec(location.hash)?.[1];
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

function begin() {
  // Whoever waits for the secret hears it from the next stop too.
  for (const link of document.querySelectorAll('a')) if ('within' in link.dataset) link.hash = location.hash;
  new ResizeObserver(measure).observe(document.body);
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
document.addEventListener('timeupdate', () => requestAnimationFrame(showLine), true);

export {};
