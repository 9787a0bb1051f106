import { createKeptText } from '../wallet/createKeptText.ts'

/** What was bought in this browser. Removing the wallet empties it. */
export const purchaseLog = createKeptText('qood.purchases')
