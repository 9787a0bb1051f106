'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { OrderState } from '../../lib/market/Order.ts'
import type { OrderRow } from '../../lib/market/OrderRow.ts'
import type { MadePurchase } from '../../lib/market/purchaseLog.ts'
import { Shield } from '../chain/Shield.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Td, Tr } from '../ui/Table.tsx'
import { useSeen } from '../ui/useSeen.ts'
import { CheckMark } from './CheckMark.tsx'
import { isLie } from './isLie.ts'
import { Price } from './Price.tsx'
import { RefusedRow } from './RefusedRow.tsx'
import { useCheckedOrder } from './useCheckedOrder.ts'

const stateTones: Record<string, Tone> = {
  waiting: 'neutral',
  drawing: 'neutral',
  paid: 'accent',
  delivered: 'accent',
  settled: 'good',
  refunded: 'warn',
}

/** A purchase as the index told it, its word until this browser has checked it; what it lied about is not shown. */
export function PurchaseRow({ row, buyer }: { row: OrderRow; buyer: Address }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const line = useRef<HTMLTableRowElement>(null)
  const check = useCheckedOrder(row, { account: buyer, as: 'buyer' }, useSeen(line))
  if (check.error && isLie(check.error)) {
    return (
      <RefusedRow name={check.error.name} columns={4}>
        {t('refusedOrder')}
      </RefusedRow>
    )
  }
  return (
    <Line
      ref={line}
      id={row.id}
      title={check.data?.description.title ?? row.title ?? t('untitled')}
      price={<Price value={BigInt(row.price)} token={row.token} />}
      state={check.data?.status.state ?? row.state}
      mark={check.data ? <Shield proof={check.proof} /> : <CheckMark state={check.error ? 'claimed' : 'checking'} />}
    >
      {format.dateTime(row.time * 1000, { dateStyle: 'medium', timeStyle: 'short' })}
    </Line>
  )
}

/** A purchase that was made in this browser and that the index does not tell of. */
export function LeftOutRow({ made }: { made: MadePurchase }) {
  const t = useTranslations('market')
  const status = useChainQuery({
    queryKey: ['orderStatus', made.id],
    queryFn: async (client) => {
      const { readOrderStatus } = await import('../../lib/market/readOrder.ts')
      return readOrderStatus(client, made.id)
    },
    againMs: () => 5_000,
  })
  // Of a payment that never came into a block nobody can tell.
  if (status.data?.state === 'none') return null
  return (
    <Line
      id={made.id}
      title={made.title}
      price={<Price value={BigInt(made.price)} token={made.token} />}
      state={status.data?.state ?? 'none'}
      mark={<Shield proof={status.proof} />}
    >
      <span className="text-warn">{t('leftOut')}</span>
    </Line>
  )
}

type LineProps = {
  id: string
  title: string
  price: ReactNode
  state: OrderState
  mark: ReactNode
  children: ReactNode
  ref?: React.Ref<HTMLTableRowElement>
}

function Line({ id, title, price, state, mark, children, ref }: LineProps) {
  const t = useTranslations('market')
  return (
    <Tr ref={ref}>
      <Td className="min-w-44 whitespace-normal">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <PageLink href={`/market/order?id=${id as Hex}`} className="link">
            {title}
          </PageLink>
          {mark}
        </span>
      </Td>
      <Td align="right">{price}</Td>
      <Td>
        <Badge tone={stateTones[state] ?? 'neutral'}>{t(`states.${state}`)}</Badge>
      </Td>
      <Td>{children}</Td>
    </Tr>
  )
}
