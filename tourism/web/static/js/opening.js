/** Whether a place is open at a moment in Việt Nam. Pure. */

/** @typedef {readonly [string, string]} Interval from and until, "07:30" */
/** @typedef {'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'} Weekday */
/** @typedef {{ kind: 'open', time: string } | { kind: 'later', time: string } | { kind: 'closed' } | { kind: 'closed-today' }} State */

/**
 * @param {string} time
 * @returns {number} minutes after midnight
 */
export function minutes(time) {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

/**
 * @param {readonly Interval[]} intervals today's
 * @param {number} now minutes after midnight
 * @returns {State} `time` is when it closes, or when it opens later today
 */
export function stateAt(intervals, now) {
  if (!intervals.length) return { kind: 'closed-today' };
  for (const [from, until] of intervals) {
    // Until before from: open past midnight.
    const end = minutes(until) > minutes(from) ? minutes(until) : 24 * 60;
    if (now >= minutes(from) && now < end) return { kind: 'open', time: until };
  }
  const later = intervals.map(([from]) => from).filter((from) => minutes(from) > now).sort();
  return later[0] ? { kind: 'later', time: later[0] } : { kind: 'closed' };
}

/**
 * @param {Date} moment
 * @returns {{ day: Weekday, now: number }} the day and the minutes after midnight in Việt Nam
 */
export function inVietnam(moment) {
  const form = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  });
  const parts = new Map(form.formatToParts(moment).map((part) => [part.type, part.value]));
  const day = /** @type {Weekday} */ ((parts.get('weekday') ?? 'Mon').toLowerCase().slice(0, 3));
  return { day, now: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}
