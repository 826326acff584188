/** Says beside the hours whether a place is open now, by the clock of Việt Nam. */

import { inVietnam, stateAt } from './opening.js';

const EACH_MINUTE = 60_000;

/**
 * @param {HTMLElement} place
 * @param {import('./opening.js').Weekday} day
 * @returns {import('./opening.js').Interval[]}
 */
function intervalsOf(place, day) {
  return JSON.parse(place.dataset['week'] ?? '{}')[day] ?? [];
}

function show() {
  const { day, now } = inVietnam(new Date());
  for (const place of document.querySelectorAll('[data-week]')) {
    const told = place.querySelector('[data-state]');
    if (!(place instanceof HTMLElement) || !(told instanceof HTMLElement)) continue;
    const state = stateAt(intervalsOf(place, day), now);
    const words = { open: told.dataset['open'], later: told.dataset['later'], closed: told.dataset['closed'], 'closed-today': told.dataset['closedToday'] };
    told.textContent = (words[state.kind] ?? '').replace('{time}', 'time' in state ? state.time : '');
    for (const row of place.querySelectorAll('[data-day]')) row.classList.toggle('is-today', row.getAttribute('data-day') === day);
    const hours = place.querySelector('[data-hours-today]');
    if (hours) hours.textContent = intervalsOf(place, day).map((each) => each.join('–')).join(', ');
    told.classList.toggle('is-open', state.kind === 'open');
  }
}

show();
setInterval(show, EACH_MINUTE);
