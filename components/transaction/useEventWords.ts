'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { DecodedEvent } from '../../lib/explorer/decodeEvent.ts'
import { useAddressNames } from '../explorer/useAddressNames.ts'
import { shortenHex } from '../ui/shortenHex.ts'
import { splitAmount } from '../ui/splitAmount.ts'

/** Returns the function that says an event in a sentence; undefined where there is none for it. */
export function useEventWords(): (
  event: Pick<DecodedEvent, 'contract' | 'source' | 'name' | 'args'>,
) => string | undefined {
  const t = useTranslations('events')
  const format = useFormatter()
  const nameOf = useAddressNames()
  return ({ contract, source, name, args }) => {
    const key = `${source}.${name}`
    if (!t.has(key as never)) return undefined
    const values = Object.entries(args).map(([argument, value]) => [argument, say(contract, argument, value)])
    return (t as unknown as EventWords)(key, Object.fromEntries(values))
  }

  function say(contract: string, argument: string, value: unknown): string {
    if (typeof value === 'bigint' && inCoins(contract, argument)) return wholeCoins(value)
    if (typeof value === 'bigint' || typeof value === 'number') return format.number(value)
    if (typeof value === 'boolean') return String(value)
    if (Array.isArray(value)) return format.number(value.length)
    const text = typeof value === 'string' ? value : ''
    if (/^0x[0-9a-fA-F]{40}$/.test(text)) return nameOf(text) ?? shortenHex(text)
    return /^0x[0-9a-fA-F]{64}$/.test(text) ? shortenHex(text) : text.slice(0, 60)
  }
}

/** Keys and values come from the chain's contracts. */
type EventWords = (key: string, values: Record<string, string>) => string

/** Contracts whose amounts are in QDT, or in a token that counts as QDT does. */
const coinContracts = new Set([
  'qdt',
  'election',
  'issuance',
  'allocation',
  'auc',
  'aucProgramme',
  'commission',
  'exchangeToken',
])
const coinArguments =
  /^(amount|value|bond|each|carried|slashed|missing|fee|releasedInAll|claimedInAll|power|toHolders|toDevelopment|tokens|stake)$/

function inCoins(contract: string, argument: string): boolean {
  return coinContracts.has(contract) && coinArguments.test(argument)
}

/** Two digits behind the point are enough in a sentence; the exact amount stands below it. */
function wholeCoins(value: bigint): string {
  const { whole, fraction } = splitAmount(value, 18)
  const shown = fraction.slice(0, 2).replace(/0+$/, '')
  return shown ? `${whole}.${shown}` : whole
}
