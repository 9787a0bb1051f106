import { createKeptText } from './createKeptText.ts'

/** What was sent from this browser, over all its accounts and chains. Removing the wallet empties it. */
export const sentLog = createKeptText('qood.sent')
