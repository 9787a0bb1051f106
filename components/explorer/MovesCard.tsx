'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { LogWords } from '../../lib/explorer/decodeEvent.ts'
import { decodeTransfers, type TokenMove } from '../../lib/explorer/decodeTransfers.ts'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { AddressLink } from './AddressLink.tsx'
import { ItemLink } from './ItemLink.tsx'
import { useToken } from './useToken.ts'

/** What moved in a transaction: amounts of tokens and items, as its receipt tells. Absent where nothing moved. */
export function MovesCard({ logs }: { logs: readonly LogWords[] }) {
  const t = useTranslations('moves')
  const moves = logs.flatMap(decodeTransfers)
  if (moves.length === 0) return null
  return (
    <Card>
      <CardHeader title={t('title')} note={t('count', { count: moves.length })} />
      <ol className="divide-y divide-line">
        {moves.map((move, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a move is its place in the receipt
          <li key={index} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2 text-sm">
            <Move move={move} />
          </li>
        ))}
      </ol>
    </Card>
  )
}

const nobody = `0x${'00'.repeat(20)}`

function Move({ move }: { move: TokenMove }) {
  const t = useTranslations('moves')
  const format = useFormatter()
  return (
    <>
      <span className="font-semibold">
        {move.standard !== 'erc20' ? (
          <>
            {move.pieces !== undefined && `${format.number(move.pieces)} × `}
            <CollectionName token={move.token} /> <ItemLink token={move.token} id={String(move.value)} />
          </>
        ) : (
          <TokenAmount token={move.token} value={move.value} />
        )}
      </span>
      <span className="text-muted">{t('from')}</span>
      {move.from === nobody ? t('nothing') : <AddressLink address={move.from} />}
      <span className="text-muted">{t('to')}</span>
      {move.to === nobody ? t('nothing') : <AddressLink address={move.to} />}
    </>
  )
}

function CollectionName({ token }: { token: string }) {
  const { data } = useToken(token)
  const t = useTranslations('moves')
  return (
    <ExplorerLink kind="token" id={token}>
      {data?.name ?? t('item')}
    </ExplorerLink>
  )
}
