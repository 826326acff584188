import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inVietnam, minutes, stateAt } from '../../../tourism/web/static/js/opening.js';

const TWO_HALVES = [['07:30', '11:30'], ['13:30', '17:00']];

test('a place is open from its first minute to the one before closing', () => {
  assert.deepEqual(stateAt(TWO_HALVES, minutes('07:30')), { kind: 'open', time: '11:30' });
  assert.deepEqual(stateAt(TWO_HALVES, minutes('11:29')), { kind: 'open', time: '11:30' });
  assert.deepEqual(stateAt(TWO_HALVES, minutes('16:59')), { kind: 'open', time: '17:00' });
});

test('before opening and at noon it says when it opens', () => {
  assert.deepEqual(stateAt(TWO_HALVES, minutes('05:00')), { kind: 'later', time: '07:30' });
  assert.deepEqual(stateAt(TWO_HALVES, minutes('11:30')), { kind: 'later', time: '13:30' });
});

test('after the last hour it is closed, and a day without hours is a day of rest', () => {
  assert.deepEqual(stateAt(TWO_HALVES, minutes('17:00')), { kind: 'closed' });
  assert.deepEqual(stateAt([], 600), { kind: 'closed-today' });
});

test('hours past midnight count until midnight', () => {
  assert.deepEqual(stateAt([['18:00', '01:00']], minutes('23:30')), { kind: 'open', time: '01:00' });
});

test('the day and the minute are those of Việt Nam, wherever the phone is', () => {
  assert.deepEqual(inVietnam(new Date('2026-11-22T18:05:00Z')), { day: 'mon', now: 65 });
  assert.deepEqual(inVietnam(new Date('2026-11-22T17:00:00Z')), { day: 'mon', now: 0 });
  assert.deepEqual(inVietnam(new Date('2026-11-22T16:59:00Z')), { day: 'sun', now: 23 * 60 + 59 });
});
