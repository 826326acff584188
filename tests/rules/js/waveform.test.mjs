import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bars, strokes } from '../../../tourism/web/static/js/waveform.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const outline = (peaks) => peaks.map((each) => ALPHABET[each]).join('');
const ROOM = { width: 90, height: 36, thick: 2 };

test('each character is its peak, from silence to the loudest', () => {
  const heights = bars(ALPHABET, 64);

  assert.equal(heights.length, 64);
  assert.equal(heights[0], 0);
  assert.equal(heights[63], 1);
  assert.deepEqual(heights, [...heights].sort((one, other) => one - other));
});

test('six hundred peaks become as many bars as fit, and none is left out', () => {
  for (const count of [1, 48, 90, 91, 130.7, 599, 600]) {
    assert.equal(bars('m'.repeat(600), count).length, Math.floor(count));
    assert.ok(bars('m'.repeat(600), count).every((each) => Math.abs(each - 1) < 1e-9));
  }
  const last = bars(outline([...Array(599).fill(0), 63]), 91);
  assert.deepEqual([last.at(-1), last.at(-2)], [1, 0]);
});

test('there are never more bars than peaks, nor fewer than none', () => {
  assert.equal(bars('ABC', 90).length, 3);
  assert.deepEqual(bars('ABC', 0.4), []);
  assert.deepEqual(bars('', 90), []);
});

test('a bar that ends within a peak takes its share of it', () => {
  const [first, second] = bars(outline([60, 0, 0]), 2);

  assert.equal(first, 1);
  assert.equal(second, 0);
  const [, middle] = bars(outline([0, 60, 60]), 2);
  assert.equal(middle, 1);
});

test('a quiet recording is drawn as large as a loud one, and silence stays silence', () => {
  assert.deepEqual(bars(outline([5, 10]), 2), bars(outline([30, 60]), 2));
  assert.deepEqual(bars('AAAA', 2), [0, 0]);
});

test('characters of another alphabet are silence rather than trouble', () => {
  assert.deepEqual(bars('đ!_', 3), [0, 0, 1]);
});

test('sentences part at a silent bar, where there are bars enough to see words between them', () => {
  const loud = '_'.repeat(600);

  assert.deepEqual(
    bars(loud, 8, [0.5, 0.99]).map((each) => each > 0),
    [true, true, true, true, false, true, true, false],
  );
  assert.ok(bars(loud, 7, [0.5, 0.99]).every((each) => each > 0));
});

test('strokes stand in order across the room and never leave it', () => {
  const drawn = strokes([0, 0.5, 1], ROOM);
  const found = [...drawn.matchAll(/M([\d.]+) ([\d.]+)v([\d.]+)/g)].map(([, ...numbers]) => numbers.map(Number));

  assert.equal(found.length, 3);
  assert.deepEqual(found.map(([x]) => x), [15, 45, 75]);
  for (const [, top, length] of found) {
    assert.ok(top - ROOM.thick / 2 >= 0 && top + length + ROOM.thick / 2 <= ROOM.height);
    assert.ok(Math.abs(top + length / 2 - ROOM.height / 2) < 0.11);
  }
  assert.ok(found[0][2] > 0, 'silence is a dot');
});

test('no bars are no drawing', () => {
  assert.equal(strokes([], ROOM), '');
});
