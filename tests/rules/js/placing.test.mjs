import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { intent, wayOf } from '../../../tourism/web/static/js/scene/placing.js';

const { phones } = JSON.parse(readFileSync(new URL('../../phones.json', import.meta.url), 'utf8'));
const FILE = 'https://que.example.vn/media/ab/abc.glb';
const BACK = 'https://que.example.vn/vi/sites/ABCDEFGH/3d#no-ar';

for (const { name, way, agent, touches = 5, hasWebXR = false } of phones) {
  test(`${name} puts a model before its owner by way of ${way}`, () => {
    assert.equal(wayOf({ agent, touches, hasWebXR, isSafe: true }), way);
  });
}

test('every way is somebody’s', () => {
  const ways = new Set(phones.map(({ way }) => way));
  assert.deepEqual([...ways].sort(), ['chrome', 'phone', 'quick-look', 'safari', 'scene-viewer', 'webxr']);
});

test('without https nobody is promised anything', () => {
  for (const { agent, touches = 5 } of phones) assert.equal(wayOf({ agent, touches, hasWebXR: true, isSafe: false }), 'nowhere');
});

test('a Mac is no iPad, whatever it says of itself', () => {
  const agent = phones.find(({ name }) => name === 'Safari on an iPad').agent;
  assert.equal(wayOf({ agent, touches: 0, hasWebXR: false, isSafe: true }), 'phone');
  assert.equal(wayOf({ agent, touches: 5, hasWebXR: false, isSafe: true }), 'quick-look');
});

test('Scene Viewer is told the file, the title and the way back, and not to change the size', () => {
  const address = intent({ file: FILE, title: 'Đình Vân La & sân', back: BACK, onWall: false });
  const [asked, fragment] = address.split('#Intent;');
  const query = new URLSearchParams(asked.split('?')[1]);
  assert.equal(asked.split('?')[0], 'intent://arvr.google.com/scene-viewer/1.2');
  assert.deepEqual(Object.fromEntries(query), { file: FILE, mode: 'ar_preferred', resizable: 'false', title: 'Đình Vân La & sân' });
  const told = Object.fromEntries(fragment.split(';').filter((each) => each.includes('=')).map((each) => each.split('=')));
  assert.deepEqual(told, {
    scheme: 'https',
    package: 'com.google.ar.core',
    action: 'android.intent.action.VIEW',
    'S.browser_fallback_url': encodeURIComponent(BACK),
  });
  assert.ok(fragment.endsWith(';end;'));
});

test('what hangs on a wall asks for a wall', () => {
  assert.match(intent({ file: FILE, title: 'x', back: BACK, onWall: true }), /enable_vertical_placement=true/);
  assert.doesNotMatch(intent({ file: FILE, title: 'x', back: BACK, onWall: false }), /vertical/);
});

test('no title can end the address and begin another', () => {
  const address = intent({ file: FILE, title: 'a#Intent;package=evil;end;', back: BACK, onWall: false });
  assert.equal(address.split('#Intent;').length, 2);
  assert.ok(!address.includes('package=evil'));
});
