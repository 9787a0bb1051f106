import type { Address } from '../../lib/bytes/hex.ts'
import { type Contact, findContact } from '../../lib/wallet/addressBook.ts'
import { parseAmount } from '../../lib/wallet/parseAmount.ts'
import { parseRecipient } from '../../lib/wallet/parseRecipient.ts'
import { formatExact } from './formatExact.ts'

export type Draft = { recipient: string; asset: 'qdt' | 'coin'; amount: string }

export type ReadDraft = {
  address: Address | undefined
  recipientError: unknown
  asset: 'qdt' | 'coin'
  amountText: string
  amount: bigint | undefined
  amountError: unknown
}

/** Returns what was typed as far as it makes sense. A payment code fixes the asset, and the amount where it names one. */
export function readDraft(
  draft: Draft,
  { contacts, chainId }: { contacts: readonly Contact[]; chainId: number },
): ReadDraft {
  const contact = findContact(contacts, draft.recipient)
  const recipient = attempt(() => (contact ? { address: contact.address } : parseRecipient(draft.recipient, chainId)))
  const asked = recipient.value
  const asset = (asked && 'asset' in asked && asked.asset) || draft.asset
  const askedAmount = asked && 'amount' in asked ? asked.amount : undefined
  const amountText = draft.amount === '' && askedAmount ? formatExact(askedAmount).replaceAll(',', '') : draft.amount
  const amount = attempt(() => parseAmount(amountText))
  return {
    address: asked?.address,
    recipientError: recipient.error,
    asset,
    amountText,
    amount: amount.value,
    amountError: amount.error,
  }
}

function attempt<T>(read: () => T): { value: T | undefined; error: unknown } {
  try {
    return { value: read(), error: undefined }
  } catch (error) {
    return { value: undefined, error }
  }
}
