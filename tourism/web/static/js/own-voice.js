/** Where the guide has no sound, or a poor one: offers the phone's own voice, if it has one for the language. */

import { Follower } from './follower.js';
import { hushOthers } from './turns.js';
import { voiceFor } from './voices.js';

const button = document.querySelector('[data-own-voice]');
const transcript = document.querySelector('[data-transcript]');
const language = transcript?.getAttribute('lang') ?? document.documentElement.lang;
const sentences = [...document.querySelectorAll('.sentence')];

/** @param {HTMLButtonElement} listen */
function offer(listen) {
  const voice = voiceFor(speechSynthesis.getVoices(), language);
  listen.hidden = !voice;
  if (!voice || listen.dataset['wired']) return;
  listen.dataset['wired'] = 'yes';
  const word = listen.querySelector('[data-word]');
  const words = { start: word?.textContent ?? '', stop: listen.dataset['wordsStop'] ?? '' };
  const follower = new Follower(() => 0);
  let isReading = false;
  const finish = () => {
    // Some browsers tell of a sentence that was cut short as of one that was read.
    isReading = false;
    speechSynthesis.cancel();
    follower.mark(null);
    if (word) word.textContent = words.start;
  };
  /** @param {number} index */
  const read = (index) => {
    const sentence = sentences[index];
    if (!sentence) return finish();
    // One sentence at a time: browsers cut long utterances short.
    const utterance = new SpeechSynthesisUtterance(sentence.textContent ?? '');
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onstart = () => follower.mark(sentence.id);
    utterance.onend = () => isReading && read(index + 1);
    utterance.onerror = finish;
    speechSynthesis.speak(utterance);
  };
  listen.addEventListener('click', () => {
    if (isReading) return finish();
    isReading = true;
    hushOthers(null);
    follower.act();
    if (word) word.textContent = words.stop;
    read(0);
  });
  document.addEventListener('play', finish, true);
  addEventListener('pagehide', finish);
}

if (button instanceof HTMLButtonElement && 'speechSynthesis' in window) {
  offer(button);
  speechSynthesis.addEventListener?.('voiceschanged', () => offer(button));
}
