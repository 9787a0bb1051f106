import { isRefusal } from '../../lib/chain/nameError.ts'

/** Returns whether something else was told than the chain or a signature has; what merely could not be read is no lie. */
export function isLie({ name }: Pick<Error, 'name'>): boolean {
  return isRefusal(name) || /Forged|WrongDescription|Signature|NotCanonical|Proof/.test(name)
}
