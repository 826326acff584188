/** The listen button, the timeline and the words that follow the voice. One audio element for the page. */

import { Follower } from './follower.js';
import { keep, kept } from './kept.js';
import { OPUS, playsOpus } from './soundfile.js';
import { clock, moved, spanAt, startNear } from './timeline.js';
import './turns.js';
import { bars, strokes } from './waveform.js';

const BACK_SECONDS = 10;
// Pixels: a bar with the gap after it, the bar itself, how far beside a sentence's start a finger may come down.
const PITCH = 3.6;
const THICK = 2;
const FINGER = 8;

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
    this.spare = '';
    // Chromium counts a sound that fails as paused before it tells of the failure.
    this.isWanted = false;
    this.chooseFile(box.querySelector('[data-size]'));
    this.draw(box.querySelector('[data-outline]'));
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
    this.isWanted = true;
    this.trouble.textContent = '';
    const track = this.audio.textTracks[0];
    if (track?.mode === 'disabled') track.mode = 'hidden';
    if (this.audio.error) this.load(this.audio.src);
    const { src } = this.audio;
    this.audio.play().catch((/** @type {unknown} */ error) => {
      // A second tap before the first sound arrives is no trouble, nor is a file that the other one stands in for.
      if ((error instanceof DOMException && error.name === 'AbortError') || src !== this.audio.src) return;
      this.fail();
    });
  }

  /**
   * The smaller file, where it is sure to be heard; chosen before the first sound and never during one.
   *
   * @param {Element | null} size where the page says how large the file is
   */
  chooseFile(size) {
    const { opus, opusSize = '' } = this.audio.dataset;
    if (!opus || !playsOpus(this.audio.canPlayType(OPUS), navigator)) return;
    this.spare = this.audio.src;
    this.audio.src = opus;
    if (size) size.textContent = opusSize;
  }

  /** @param {string} file to go on with from the same place */
  load(file) {
    const { currentTime } = this.audio;
    this.audio.src = file;
    this.audio.currentTime = currentTime;
  }

  /** Where the smaller file fails, the one that every phone plays takes over. */
  retreat() {
    const { spare } = this;
    if (!spare) return this.fail();
    this.spare = '';
    this.load(spare);
    if (this.isWanted) this.play();
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
    this.seek.value = String(Math.round(at));
    this.seek.setAttribute('aria-valuetext', `${clock(at)} / ${clock(this.duration)}`);
    this.clock.textContent = clock(at);
    const spoken = this.spoken();
    this.follower.mark(spoken);
    const { start = 0, end = 0 } = this.spans.find((each) => each.id === spoken) ?? {};
    this.place({ played: at, from: start, long: end - start });
  }

  /** @param {Record<string, number>} times milliseconds, each for a place on the timeline */
  place(times) {
    for (const [name, time] of Object.entries(times)) {
      const share = this.duration ? Math.min(time / this.duration, 1) : 0;
      this.seek.parentElement?.style.setProperty(`--${name}`, `${(share * 100).toFixed(2)}%`);
    }
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
    let isByHand = false;
    this.seek.addEventListener('pointerdown', () => (isByHand = true));
    this.seek.addEventListener('keydown', () => (isByHand = false));
    // Who taps beside the start of a sentence means the sentence.
    this.seek.addEventListener('change', () => {
      const reach = (FINGER / this.seek.clientWidth) * this.duration;
      const start = isByHand ? startNear(this.spans, Number(this.seek.value), reach) : null;
      if (start !== null) this.goTo(start / 1000);
    });
  }

  /**
   * The sound's outline in ink, anew whenever there is more room or less.
   *
   * @param {Element | null} ink
   */
  draw(ink) {
    if (!(ink instanceof SVGElement)) return;
    const { outline = '' } = ink.dataset;
    const pauses = this.spans.slice(1).map((each) => each.start / this.duration);
    new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = ink;
      const heights = bars(outline, width / PITCH, pauses);
      ink.firstElementChild?.setAttribute('d', strokes(heights, { width, height, thick: THICK }));
    }).observe(ink);
  }

  wireSound() {
    const { audio } = this;
    for (const name of ['play', 'pause', 'ended']) audio.addEventListener(name, () => this.showState());
    audio.addEventListener('pause', () => (this.isWanted = false));
    audio.addEventListener('play', () => this.tellPhone(), { once: true });
    audio.addEventListener('waiting', () => this.wait());
    audio.addEventListener('playing', () => this.listen.removeAttribute('aria-busy'));
    audio.addEventListener('timeupdate', () => this.show());
    audio.addEventListener('durationchange', () => this.learnDuration());
    audio.addEventListener('ended', () => this.rest());
    audio.addEventListener('error', () => this.retreat());
    audio.textTracks[0]?.addEventListener('cuechange', () => this.show());
  }

  /** Told to the end: nothing is marked any more. */
  rest() {
    this.follower.mark(null);
    this.place({ long: 0 });
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
      const from = event.target.closest('[data-from]');
      const sentence = event.target.closest('.sentence[data-start]');
      const start = from instanceof HTMLElement ? from.dataset['from'] : sentence instanceof HTMLElement ? sentence.dataset['start'] : null;
      // Somebody who marks words to copy them does not want to hear them.
      if (start == null || (!from && getSelection()?.isCollapsed === false)) return;
      event.preventDefault();
      this.goTo(Number(start) / 1000);
      this.play();
    });
  }

  /** Once the big button has gone out of sight, or where it may lie under something, the controls stand at the foot of the window. */
  wireDock() {
    const dock = (/** @type {boolean} */ isOut) => {
      const isCovered = getComputedStyle(this.controls).getPropertyValue('--covered');
      const isDocked = (isOut || !!isCovered) && this.audio.currentTime > 0;
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
