/** Where the guide has no sound: offers the phone's own voice, if the phone has one for the language. */

import { Follower } from './follower.js';
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
  const finish = () => {
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
    utterance.onend = () => read(index + 1);
    speechSynthesis.speak(utterance);
  };
  listen.addEventListener('click', () => {
    if (speechSynthesis.speaking) return finish();
    follower.act();
    if (word) word.textContent = words.stop;
    read(0);
  });
  addEventListener('pagehide', finish);
}

if (button instanceof HTMLButtonElement && 'speechSynthesis' in window) {
  offer(button);
  speechSynthesis.addEventListener?.('voiceschanged', () => offer(button));
}
