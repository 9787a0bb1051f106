'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState, useSyncExternalStore } from 'react'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { parseSentLog } from '../../lib/wallet/sentLog.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useHead } from '../providers/useHead.ts'
import { Button } from '../ui/Button.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { AddressName } from './AddressName.tsx'
import { formatExact } from './formatExact.ts'
import { sentLog } from './sentLog.ts'
import { TransactionState } from './TransactionState.tsx'

const few = 3

/** What this browser has sent, of any kind: coins leave no event, and what waits is in no block. */
export function SentList({ address }: { address: Address }) {
  const t = useTranslations('walletActivity')
  const hashes = useSentHashes(address)
  const [all, setAll] = useState(false)
  if (hashes.length === 0) return null
  return (
    <section aria-label={t('here')} className="border-line border-b px-4 py-3 text-sm">
      <h3 className="font-semibold text-muted text-xs">{t('here')}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {hashes.slice(0, all ? undefined : few).map((hash) => (
          <li key={hash} className="flex flex-wrap gap-x-4">
            <ExplorerLink kind="tx" id={hash} className="link font-mono">
              {shortenHex(hash)}
            </ExplorerLink>
            <SentWhat hash={hash} />
            <TransactionState hash={hash} />
          </li>
        ))}
      </ul>
      {!all && hashes.length > few && (
        <Button size="sm" className="mt-2" onClick={() => setAll(true)}>
          {t('allHere', { count: hashes.length })}
        </Button>
      )}
    </section>
  )
}

function SentWhat({ hash }: { hash: Hex }) {
  const t = useTranslations('walletActivity')
  const { data } = useChainQuery({
    queryKey: ['sent', hash],
    queryFn: async (client) => {
      const { readSent } = await import('../../lib/wallet/readSent.ts')
      return readSent(client, hash)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!data) return null
  const { kind, to, amountWei } = data
  return (
    <span>
      {kind === 'coins' ? t('coins', { amount: formatExact(amountWei) }) : t(kind)} {to && <AddressName address={to} />}
    </span>
  )
}

/** A chain that began anew knows none of what was sent on the one before it. */
function useSentHashes(address: Address): readonly Hex[] {
  const text = useSyncExternalStore(sentLog.subscribe, sentLog.read, () => null)
  const head = useHead()
  const genesisHash = head.status === 'live' ? head.identity.genesisHash : undefined
  return useMemo(
    () =>
      parseSentLog(text)
        .filter((entry) => entry.genesisHash === genesisHash && entry.from.toLowerCase() === address.toLowerCase())
        .map(({ hash }) => hash),
    [text, genesisHash, address],
  )
}
