import { createPreference } from '../i18n/createPreference.ts'

const kept = createPreference('qood.wallet.kept', ['yes'])

/**
 * Notes that this browser holds a wallet, or none, for the first paint of the next page: a script in its head reads it long
 * before the wallet itself can answer. It says nothing else of the wallet.
 */
export function noteWallet(isKept: boolean): void {
  kept.set(isKept ? 'yes' : undefined)
  document.documentElement.dataset.wallet = isKept ? 'kept' : ''
}
