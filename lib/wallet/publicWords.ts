import { BaseError } from '../errors.ts'

// The words of every development chain. Whatever they own anywhere else, anybody can take.
const publicMnemonics = new Set(['test test test test test test test test test test test junk'])

/** Returns whether everybody knows these words. */
export function arePublicWords(mnemonic: string): boolean {
  return publicMnemonics.has(mnemonic)
}

export class PublicWordsError extends BaseError {
  override readonly name = 'Wallet.PublicWordsError'
  readonly code = 4100
  constructor(chainId: bigint | number | undefined) {
    super(`Everybody knows the words of this wallet; it signs for development chains only, found chain ${chainId}.`, {
      metaMessages: ['Make a wallet with words of its own.'],
    })
  }
}
