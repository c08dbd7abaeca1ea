/** Control, format and bidirectional characters: a cloud's text must not steer the screen that shows it. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/**
 * Makes a text that came from outside safe to show on one line.
 * @param maxLength in characters; what is longer is cut and ends in an ellipsis
 */
export function plainText(text: string, maxLength = 300): string {
  const line = text.replace(INVISIBLE, ' ').trim();
  const characters = [...line];
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength - 1).join('')}…`;
}
