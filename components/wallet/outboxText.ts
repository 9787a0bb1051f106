import { createKeptText } from './createKeptText.ts'

/** The numbers of what was signed here and is not proved used. Removing the wallet empties it. */
export const outboxText = createKeptText('qood.outbox')
