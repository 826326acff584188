import assert from 'node:assert/strict';
import { test } from 'node:test';
import { turnTo } from '../../../tourism/web/static/js/wish.js';

const OFFERED = ['vi', 'en', 'zh-Hans', 'ko'];
const SCANNED = { pathname: '/q/7K3Q2M5P', wasLed: false };

test("a sign's code turns to the language chosen before", () => {
  assert.equal(turnTo(SCANNED, 'vi', 'ko', OFFERED), 'ko');
});

test('a shared link keeps its own language', () => {
  assert.equal(turnTo({ pathname: '/ko/sites/AAAA/x', wasLed: false }, 'ko', 'vi', OFFERED), null);
});

test('where the guide itself chose by the phone, the choice made before counts more', () => {
  assert.equal(turnTo({ pathname: '/ko/', wasLed: true }, 'ko', 'vi', OFFERED), 'vi');
  assert.equal(turnTo({ pathname: '/ko/sites/AAAA/x', wasLed: true }, 'ko', 'vi', OFFERED), null);
});

test('nothing chosen, the same chosen or something no longer offered: the page stays', () => {
  assert.equal(turnTo(SCANNED, 'vi', null, OFFERED), null);
  assert.equal(turnTo(SCANNED, 'vi', 'vi', OFFERED), null);
  assert.equal(turnTo(SCANNED, 'vi', 'th', OFFERED), null);
});
