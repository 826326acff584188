import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, follows, moved, nudge, spanAt, startNear } from '../../../tourism/web/static/js/timeline.js';

const SPANS = [
  { id: 's0', start: 0, end: 900 },
  { id: 's1', start: 1250, end: 4000 },
  { id: 's2', start: 4350, end: 9000 },
];

test('a sentence is heard from its first to its last millisecond', () => {
  assert.equal(spanAt(SPANS, 0)?.id, 's0');
  assert.equal(spanAt(SPANS, 1250)?.id, 's1');
  assert.equal(spanAt(SPANS, 3999)?.id, 's1');
  assert.equal(spanAt(SPANS, 8999)?.id, 's2');
});

test('in the pause between two sentences the mark stays on the one before', () => {
  assert.equal(spanAt(SPANS, 1000)?.id, 's0');
  assert.equal(spanAt(SPANS, 4349)?.id, 's1');
});

test('nothing is marked before the first sentence, or where there are none', () => {
  assert.equal(spanAt([{ id: 's0', start: 300, end: 900 }], 299), null);
  assert.equal(spanAt([], 5), null);
});

test('every sentence is found at its start, however many there are', () => {
  for (let count = 1; count < 40; count += 1) {
    const spans = Array.from({ length: count }, (_, index) => ({ id: `s${index}`, start: index * 1000, end: index * 1000 + 800 }));
    for (const span of spans) assert.equal(spanAt(spans, span.start)?.id, span.id);
  }
});

test('a tap beside the start of a sentence means that start, a tap within a sentence what it says', () => {
  assert.equal(startNear(SPANS, 1000, 300), 1250);
  assert.equal(startNear(SPANS, 1500, 300), 1250);
  assert.equal(startNear(SPANS, 2800, 300), null);
  assert.equal(startNear([], 5, 300), null);
});

test('of two starts within reach the nearer one is meant', () => {
  assert.equal(startNear(SPANS, 700, 2000), 1250);
  assert.equal(startNear(SPANS, 500, 2000), 0);
});

test('moving back and forth stays within the sound', () => {
  assert.equal(moved(4000, -10, 85_000), 0);
  assert.equal(moved(30_000, -10, 85_000), 20);
  assert.equal(moved(80_000, 10, 85_000), 85);
});

test('the clock counts whole seconds and never runs ahead', () => {
  assert.equal(clock(0), '0:00');
  assert.equal(clock(59_999), '0:59');
  assert.equal(clock(60_000), '1:00');
  assert.equal(clock(605_000), '10:05');
  assert.equal(clock(-5), '0:00');
});

test('a line in sight does not move the page', () => {
  assert.equal(nudge({ top: 100, bottom: 160 }, { top: 24, bottom: 600 }), 0);
});

test('a line out of sight is brought to a third of the room, from below and from above', () => {
  assert.equal(nudge({ top: 700, bottom: 760 }, { top: 0, bottom: 600 }), 500);
  assert.equal(nudge({ top: -300, bottom: -240 }, { top: 0, bottom: 600 }), -500);
});

test('the page follows until the reader scrolls away, and again once the words are back in sight', () => {
  assert.equal(follows(true, { scrolled: false, inSight: false, acted: false }), true);
  assert.equal(follows(true, { scrolled: true, inSight: false, acted: false }), false);
  assert.equal(follows(false, { scrolled: false, inSight: false, acted: false }), false);
  assert.equal(follows(false, { scrolled: true, inSight: true, acted: false }), true);
});

test('what the listener asks for is always shown', () => {
  assert.equal(follows(false, { scrolled: true, inSight: false, acted: true }), true);
});
