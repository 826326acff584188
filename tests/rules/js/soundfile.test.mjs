import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playsOpus } from '../../../tourism/web/static/js/soundfile.js';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15';
const device = (userAgent, maxTouchPoints = 0) => ({ userAgent, maxTouchPoints });
const ANDROID = device('Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36', 5);

test('a phone that is sure of Opus gets it', () => {
  assert.equal(playsOpus('probably', ANDROID), true);
});

test('"maybe" is not enough, and no is no', () => {
  assert.equal(playsOpus('maybe', ANDROID), false);
  assert.equal(playsOpus('', ANDROID), false);
});

test('iPhones, iPads and iPods get the MP3 whatever they claim', () => {
  for (const name of ['iPhone; CPU iPhone OS 18_4', 'iPad; CPU OS 16_7', 'iPod touch; CPU iPhone OS 15_8']) {
    assert.equal(playsOpus('probably', device(`Mozilla/5.0 (${name} like Mac OS X) AppleWebKit/605.1.15`, 5)), false);
  }
});

test('an iPad that says it is a Mac is known by its touch screen', () => {
  assert.equal(playsOpus('probably', device(MAC, 5)), false);
  assert.equal(playsOpus('probably', device(MAC)), true);
});
