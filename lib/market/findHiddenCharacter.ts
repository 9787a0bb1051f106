/*
 * Control and format characters change what is around them, or are there without being seen: U+202E turns the order of
 * reading, U+200B makes two names look alike. Line breaks are none of that, nor are the joiners where scripts write with
 * them, between letters, and where emoji are made of several.
 */
const unseen =
  /(?<=[\p{L}\p{M}])[\u200c\u200d](?=\p{L})|(?<=\p{Extended_Pictographic}[\ufe0f\p{EMod}]?)\u200d(?=\p{Extended_Pictographic})|\r\n|\n|([\p{Cc}\p{Cf}\p{Cs}])/gu

/** Returns the first character of the text that nobody would see, such as "U+202E", or undefined. */
export function findHiddenCharacter(text: string): string | undefined {
  for (const [, hidden] of text.matchAll(unseen)) {
    if (hidden !== undefined) return `U+${hidden.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
  }
  return undefined
}
