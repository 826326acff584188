/** Which of a sound's two files a browser is to play. Pure. */

export const OPUS = 'audio/webm; codecs="opus"';

/**
 * Opus is half as large, but some Apple devices claim it and then stay silent, and an iPad may say that it is a Mac.
 *
 * @param {string} answer what the browser says of the file's type: '', 'maybe' or 'probably'
 * @param {{ userAgent: string, maxTouchPoints: number }} device
 * @returns {boolean}
 */
export function playsOpus(answer, { userAgent, maxTouchPoints }) {
  const isHandheldApple = /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
  return answer === 'probably' && !isHandheldApple;
}
