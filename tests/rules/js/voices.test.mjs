import assert from 'node:assert/strict';
import { test } from 'node:test';
import { voiceFor } from '../../../tourism/web/static/js/voices.js';

const voice = (lang, { localService = true, isDefault = false } = {}) => ({ lang, localService, default: isDefault });

test('a voice of the language is found whatever its region and however it is written', () => {
  assert.equal(voiceFor([voice('en-US'), voice('vi_VN')], 'vi')?.lang, 'vi_VN');
  assert.equal(voiceFor([voice('ko-KR')], 'ko')?.lang, 'ko-KR');
});

test('a voice that sends the words away is not used', () => {
  assert.equal(voiceFor([voice('vi-VN', { localService: false })], 'vi'), null);
});

test('another language is never read by a wrong voice', () => {
  assert.equal(voiceFor([voice('en-US')], 'vi'), null);
  assert.equal(voiceFor([], 'vi'), null);
});

test('simplified Chinese is read in Mandarin', () => {
  assert.equal(voiceFor([voice('zh-HK'), voice('zh-CN')], 'zh-Hans')?.lang, 'zh-CN');
});

test("the phone's favourite comes first", () => {
  assert.equal(voiceFor([voice('en-AU'), voice('en-GB', { isDefault: true })], 'en')?.lang, 'en-GB');
});
