/** Which of the phone's own voices may read a language. Pure. */

/**
 * Only voices that speak on the device itself: the others would send the words to their maker.
 *
 * @template {{ lang: string, localService: boolean, default: boolean }} V
 * @param {readonly V[]} voices
 * @param {string} language a tag such as zh-Hans
 * @returns {V | null}
 */
export function voiceFor(voices, language) {
  const wanted = language.toLowerCase();
  const [primary = ''] = wanted.split('-');
  const speaking = voices.filter((voice) => voice.localService && tagOf(voice).split('-')[0] === primary && suits(tagOf(voice), wanted));
  return speaking.find((voice) => voice.default) ?? speaking[0] ?? null;
}

/** @param {{ lang: string }} voice */
function tagOf(voice) {
  return voice.lang.toLowerCase().replaceAll('_', '-');
}

/**
 * Chinese written in simplified signs is read in Mandarin; Cantonese voices are of Hong Kong.
 *
 * @param {string} tag
 * @param {string} wanted
 */
function suits(tag, wanted) {
  return wanted !== 'zh-hans' || !/-(hk|mo|hant)/.test(tag);
}
