import { BaseError } from '../errors.ts'

/** Returns different 1-based positions, in rising order, of the words to ask for before a backup counts as made. */
export function createReentryCheck(wordCount: number, count: number, randomBelow = secureRandomBelow): number[] {
  if (!Number.isSafeInteger(count) || count < 1 || count > wordCount) throw new ReentryCountError(count, wordCount)
  const left = Array.from({ length: wordCount }, (_, i) => i + 1)
  const positions = Array.from({ length: count }, () => left.splice(randomBelow(left.length), 1)[0]!)
  return positions.sort((a, b) => a - b)
}

/** Returns the positions whose answer is not the word of the mnemonic; none means that the backup is right. */
export function findReentryMistakes(mnemonic: string, answers: ReadonlyMap<number, string>): number[] {
  const words = normalize(mnemonic).split(/\s+/)
  return [...answers]
    .filter(([position, word]) => normalize(word) !== words[position - 1])
    .map(([position]) => position)
}

function normalize(text: string): string {
  return text.toLowerCase().normalize('NFKD').trim()
}

function secureRandomBelow(bound: number): number {
  const [value] = crypto.getRandomValues(new Uint32Array(1))
  return value! % bound
}

export class ReentryCountError extends BaseError {
  override readonly name = 'Wallet.ReentryCountError'
  constructor(count: number, wordCount: number) {
    super(`Expected to ask for 1 to ${wordCount} words, found ${count}.`)
  }
}
