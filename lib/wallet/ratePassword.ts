/*
 * Advice, not a gate: the vault itself only refuses passwords under eight characters. The number of guesses is estimated
 * from length and variety after what guessers try first is taken out: common words, years, repetitions, rows of keys.
 */
export type PasswordAdvice = 'tooShort' | 'common' | 'repetitive' | 'longer' | 'good'
export type PasswordRating = { strength: 0 | 1 | 2 | 3; advice: PasswordAdvice }

const minLength = 8
// biome-ignore format: one list
const commonParts = [
  'password', 'passwort', 'passw0rd', 'qwerty', 'qwertz', 'azerty', 'asdf', 'zxcv', 'letmein', 'welcome', 'admin', 'login',
  'iloveyou', 'monkey', 'dragon', 'football', 'baseball', 'superman', 'batman', 'master', 'hello', 'freedom', 'sunshine',
  'princess', 'shadow', 'trustno1', 'bitcoin', 'ethereum', 'wallet', 'crypto', 'qoodblock', 'secret', 'woaini', 'aini',
  '123', '234', '345', '456', '567', '678', '789', '987', '876', '765', '654', '543', '432', '321', 'abc', '000', '111', '888', '520', '1314',
]

/** Returns how strong a password is and what would help most. */
export function ratePassword(password: string): PasswordRating {
  const length = [...password].length
  if (length < minLength) return { strength: 0, advice: 'tooShort' }
  const rest = takeOutGuessable(password.toLowerCase())
  const bits = [...rest].length * bitsPerCharacter(password)
  if (rest.length <= length / 2 && bits < 40) return { strength: 0, advice: 'common' }
  if (new Set(rest).size < Math.min(6, length / 2)) return { strength: 0, advice: 'repetitive' }
  if (bits < 52) return { strength: 1, advice: 'longer' }
  if (bits < 70) return { strength: 2, advice: 'longer' }
  return { strength: 3, advice: 'good' }
}

function takeOutGuessable(text: string): string {
  const withoutYears = text.replace(/(?:19|20)\d\d/g, '')
  const withoutWords = commonParts.reduce((rest, part) => rest.replaceAll(part, ''), withoutYears)
  return withoutWords.replace(/(.)\1+/gu, '$1')
}

/** Words of a sentence carry less per character than drawn characters: about two bits, against up to six. */
function bitsPerCharacter(password: string): number {
  const words = password.trim().split(/\s+/)
  if (words.length >= 4) return 2.6
  const pool =
    (/[a-z]/.test(password) ? 26 : 0) +
    (/[A-Z]/.test(password) ? 26 : 0) +
    (/\d/.test(password) ? 10 : 0) +
    (/[^a-zA-Z\d]/.test(password) ? 30 : 0)
  return Math.log2(Math.max(pool, 10))
}
