/*
 * Words to search by, the same on both sides: lower case, letters and digits; Chinese, Japanese and Korean text, which has
 * no gaps, as pairs of characters. A query's last word may be unfinished.
 */
const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const parts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}]+/gu

/** Returns the words of a text, each once. */
export function searchTokens(text: string): string[] {
  const found = new Set<string>()
  for (const [part] of text.normalize('NFKC').toLowerCase().matchAll(parts)) {
    if (han.test(part)) for (const pair of pairsOf(part)) found.add(pair)
    else found.add(part.slice(0, 40))
  }
  return [...found]
}

function pairsOf(text: string): string[] {
  const characters = [...text]
  if (characters.length === 1) return characters
  return [...characters, ...characters.slice(1).map((character, i) => `${characters[i]}${character}`)]
}
