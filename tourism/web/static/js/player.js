/** The listen button, the timeline and the words that follow the voice. One audio element for the page. */

import { Follower } from './follower.js';
import { keep, kept } from './kept.js';
import { clock, moved, spanAt } from './timeline.js';

const BACK_SECONDS = 10;

/**
 * @template {Element} T
 * @param {ParentNode} within
 * @param {string} selector
 * @param {{ new (): T }} kind
 * @returns {T}
 */
function part(within, selector, kind) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The player lacks ${selector}`);
  return found;
}

class Player {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.audio = part(box, 'audio', HTMLAudioElement);
    this.listen = part(box, '[data-listen]', HTMLButtonElement);
    this.controls = part(box, '[data-controls]', HTMLElement);
    this.toggle = part(box, '[data-toggle]', HTMLButtonElement);
    this.seek = part(box, '[data-seek]', HTMLInputElement);
    this.clock = part(box, '[data-clock]', HTMLElement);
    this.speed = part(box, '[data-speed]', HTMLSelectElement);
    this.word = part(box, '[data-word]', HTMLElement);
    this.trouble = part(box, '[data-trouble]', HTMLElement);
    this.duration = Number(this.seek.max);
    this.spans = [...document.querySelectorAll('.sentence')].flatMap((each) =>
      each instanceof HTMLElement && each.dataset['start']
        ? [{ id: each.id, start: Number(each.dataset['start']), end: Number(each.dataset['end']) }]
        : [],
    );
    this.follower = new Follower(() => (this.controls.classList.contains('docked') ? this.controls.offsetHeight : 0));
    this.words = { listen: this.word.textContent ?? '', pause: this.listen.dataset['wordsPause'] ?? '' };
    this.wireButtons(part(box, '[data-back]', HTMLButtonElement));
    this.wireSound();
    this.wireWords();
    this.wireDock();
    this.wireSpeed();
    document.documentElement.classList.add('ready');
  }

  get at() {
    return this.audio.currentTime * 1000;
  }

  play() {
    this.follower.act();
    this.trouble.textContent = '';
    const track = this.audio.textTracks[0];
    if (track?.mode === 'disabled') track.mode = 'hidden';
    this.audio.play().catch((/** @type {unknown} */ error) => {
      // A second tap before the first sound arrives is no trouble.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.fail();
    });
  }

  playOrPause() {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  /** @param {number} seconds */
  goTo(seconds) {
    this.follower.act();
    this.audio.currentTime = seconds;
    this.show();
  }

  fail() {
    this.trouble.textContent = this.trouble.dataset['words'] ?? '';
    this.listen.removeAttribute('aria-busy');
    this.showState();
  }

  show() {
    const { at } = this;
    const share = this.duration ? Math.min(at / this.duration, 1) : 0;
    this.seek.value = String(Math.round(at));
    this.seek.setAttribute('aria-valuetext', `${clock(at)} / ${clock(this.duration)}`);
    this.seek.parentElement?.style.setProperty('--played', `${(share * 100).toFixed(2)}%`);
    this.clock.textContent = clock(at);
    this.follower.mark(this.spoken());
  }

  /** The cue's id where the transcript has loaded, else by the times on the page. */
  spoken() {
    const cue = this.audio.textTracks[0]?.activeCues?.[0];
    return cue?.id || (spanAt(this.spans, this.at)?.id ?? null);
  }

  showState() {
    const isPlaying = !this.audio.paused;
    this.word.textContent = isPlaying ? this.words.pause : this.words.listen;
    for (const [name, shown] of [['[data-play-sign]', !isPlaying], ['[data-pause-sign]', isPlaying]]) {
      for (const sign of document.querySelectorAll(String(name))) sign.toggleAttribute('hidden', !shown);
    }
    if ('mediaSession' in navigator) navigator.mediaSession.playbackState = isPlaying ? 'playing' : 'paused';
  }

  /** @param {HTMLButtonElement} back */
  wireButtons(back) {
    this.listen.addEventListener('click', () => this.playOrPause());
    this.toggle.addEventListener('click', () => this.playOrPause());
    back.addEventListener('click', () => this.goTo(moved(this.at, -BACK_SECONDS, this.duration)));
    this.seek.addEventListener('input', () => this.goTo(Number(this.seek.value) / 1000));
  }

  wireSound() {
    const { audio } = this;
    for (const name of ['play', 'pause', 'ended']) audio.addEventListener(name, () => this.showState());
    audio.addEventListener('play', () => this.tellPhone(), { once: true });
    audio.addEventListener('waiting', () => this.wait());
    audio.addEventListener('playing', () => this.listen.removeAttribute('aria-busy'));
    audio.addEventListener('timeupdate', () => this.show());
    audio.addEventListener('durationchange', () => this.learnDuration());
    audio.addEventListener('ended', () => this.follower.mark(null));
    audio.addEventListener('error', () => this.fail());
    audio.textTracks[0]?.addEventListener('cuechange', () => this.show());
  }

  wait() {
    this.listen.setAttribute('aria-busy', 'true');
    if (!this.audio.paused) this.word.textContent = this.listen.dataset['wordsWait'] ?? '';
    this.audio.addEventListener('playing', () => this.showState(), { once: true });
  }

  learnDuration() {
    const { duration } = this.audio;
    if (!Number.isFinite(duration) || duration <= 0) return;
    this.duration = duration * 1000;
    this.seek.max = String(Math.round(this.duration));
  }

  wireWords() {
    document.addEventListener('click', (event) => {
      if (!(event.target instanceof Element)) return;
      const from = event.target.closest('a[data-from]');
      const sentence = event.target.closest('.sentence[data-start]');
      const start = from instanceof HTMLElement ? from.dataset['from'] : sentence instanceof HTMLElement ? sentence.dataset['start'] : null;
      // Somebody who marks words to copy them does not want to hear them.
      if (start == null || (!from && getSelection()?.isCollapsed === false)) return;
      event.preventDefault();
      this.goTo(Number(start) / 1000);
      this.play();
    });
  }

  /** Once the big button has gone out of sight, the controls stand at the foot of the window. */
  wireDock() {
    const dock = (/** @type {boolean} */ isOut) => {
      const isDocked = isOut && this.audio.currentTime > 0;
      this.controls.classList.toggle('docked', isDocked);
      document.documentElement.classList.toggle('docked', isDocked);
    };
    let isOut = false;
    new IntersectionObserver((entries) => {
      isOut = !entries.at(-1)?.isIntersecting;
      dock(isOut);
    }).observe(this.listen);
    this.audio.addEventListener('timeupdate', () => dock(isOut));
  }

  wireSpeed() {
    const format = new Intl.NumberFormat(document.documentElement.lang);
    for (const option of this.speed.options) option.textContent = `${format.format(Number(option.value))}×`;
    const chosen = kept('speed');
    if ([...this.speed.options].some((option) => option.value === chosen)) this.speed.value = chosen ?? '1';
    const use = () => {
      this.audio.defaultPlaybackRate = Number(this.speed.value);
      this.audio.playbackRate = Number(this.speed.value);
    };
    use();
    this.speed.addEventListener('change', () => {
      keep('speed', this.speed.value);
      use();
    });
  }

  /** Lock screen and headset buttons. */
  tellPhone() {
    if (!('mediaSession' in navigator)) return;
    const session = navigator.mediaSession;
    const { title = '', artist = '', artwork = '' } = this.listen.dataset;
    session.metadata = new MediaMetadata({ title, artist, album: 'Lời Quê', artwork: artwork ? [{ src: artwork }] : [] });
    /** @type {[MediaSessionAction, MediaSessionActionHandler][]} */
    const answers = [
      ['play', () => this.play()],
      ['pause', () => this.audio.pause()],
      ['seekbackward', (how) => this.goTo(moved(this.at, -(how.seekOffset ?? BACK_SECONDS), this.duration))],
      ['seekforward', (how) => this.goTo(moved(this.at, how.seekOffset ?? BACK_SECONDS, this.duration))],
      ['seekto', (how) => this.goTo(how.seekTime ?? 0)],
    ];
    for (const [action, answer] of answers) {
      try {
        session.setActionHandler(action, answer);
      } catch {
        // An older browser knows fewer buttons.
      }
    }
  }
}

const box = document.querySelector('[data-player]');
if (box instanceof HTMLElement) new Player(box);
