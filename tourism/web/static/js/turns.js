/** One voice at a time: what begins to be heard makes everything else on the page pause. */

/** @param {EventTarget | null} speaker the sound that may go on; null where the phone itself speaks */
export function hushOthers(speaker) {
  for (const each of document.querySelectorAll('audio')) if (each !== speaker) each.pause();
}

// Events of sounds do not bubble, but they are caught on their way down.
document.addEventListener('play', (event) => hushOthers(event.target), true);
