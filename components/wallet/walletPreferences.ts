import { createPreference } from '../i18n/createPreference.ts'

/** Choices about the wallet, kept in this browser. None of them is secret. */
export const autoLockMinutes = createPreference('qood.wallet.autoLock', ['1', '5', '10', '30', '60'])
export const blindSigning = createPreference('qood.wallet.blindSigning', ['on'])
/** `unchecked` from the making of a wallet until its owner has shown to have the words. */
export const backupState = createPreference('qood.wallet.backup', ['unchecked'])
export const defaultAutoLockMinutes = '10'
