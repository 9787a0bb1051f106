'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { AccountChange, Change } from '../../lib/explorer/readStateDiff.ts'
import { AddressLink } from '../explorer/AddressLink.tsx'
import { RowShield } from '../explorer/RowShield.tsx'
import english from '../i18n/messages/en/transaction.json'
import { Words } from '../i18n/Words.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'

/** What a transaction changed in the state: balances, nonces, code, slots; before and after. */
export function StateDiffCard({ hash }: { hash: Hex }) {
  return (
    <Words english={english}>
      <Diff hash={hash} />
    </Words>
  )
}

function Diff({ hash }: { hash: Hex }) {
  const t = useTranslations('transaction')
  const query = useChainQuery({
    queryKey: ['stateDiff', hash],
    queryFn: async (client) => {
      const { readStateDiff } = await import('../../lib/explorer/readStateDiff.ts')
      return readStateDiff(client, hash)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Card>
      <CardHeader title={t('state')} note={t('rerun')} action={<RowShield query={query} />} />
      {query.data ? (
        query.data.length === 0 ? (
          <EmptyState title={t('noChange')} />
        ) : (
          <Changes accounts={query.data} />
        )
      ) : query.error ? (
        <ErrorState title={t('stateFailed')} name={query.error.name}>
          {t('pruned')}
        </ErrorState>
      ) : (
        <Skeleton className="m-4 w-60" />
      )}
    </Card>
  )
}

function Changes({ accounts }: { accounts: readonly AccountChange[] }) {
  const t = useTranslations('transaction')
  return (
    <Table caption={t('state')}>
      <thead>
        <tr>
          <Th>{t('account')}</Th>
          <Th>{t('what')}</Th>
          <Th>{t('before')}</Th>
          <Th>{t('after')}</Th>
        </tr>
      </thead>
      <tbody>
        {accounts.flatMap(({ address, isNew, changes }) =>
          changes.map((change, index) => (
            <Tr key={`${address}${change.kind === 'slot' ? change.slot : change.kind}`}>
              <Td>
                {index === 0 && (
                  <span className="flex items-center gap-2">
                    <AddressLink address={address} />
                    {isNew && <Badge tone="accent">{t('new')}</Badge>}
                  </span>
                )}
              </Td>
              <Td>
                {change.kind === 'slot' ? (
                  <span title={change.slot}>
                    {t('slot')} <code className="font-mono text-xs">{shortSlot(change.slot)}</code>
                  </span>
                ) : (
                  t(`kinds.${change.kind}`)
                )}
              </Td>
              <Td>
                <Side change={change} value={change.before} />
              </Td>
              <Td className="font-semibold">
                <Side change={change} value={change.after} />
              </Td>
            </Tr>
          )),
        )}
      </tbody>
    </Table>
  )
}

function Side({ change, value }: { change: Change; value: bigint | number | Hex }) {
  const t = useTranslations('transaction')
  const format = useFormatter()
  if (change.kind === 'balance') return <Amount value={value as bigint} decimals={18} unit={t('coin')} />
  if (change.kind === 'nonce') return format.number(value as bigint)
  if (change.kind === 'code') return t('bytes', { count: format.number(value as number) })
  return (
    <code className="font-mono text-xs" title={String(value)}>
      {shortSlot(value as Hex)}
    </code>
  )
}

/** Small numbers are told as they are; long words by their ends. */
function shortSlot(word: Hex): string {
  const trimmed = word.replace(/^0x0*/, '')
  return trimmed === '' ? '0' : trimmed.length <= 16 ? `0x${trimmed}` : shortenHex(word, 6, 6)
}
