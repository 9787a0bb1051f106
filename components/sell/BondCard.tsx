'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { Shield } from '../chain/Shield.tsx'
import { Failure } from '../market/Failure.tsx'
import { useMarket } from '../market/MarketProvider.tsx'
import { currencies } from '../market/money.ts'
import { RefusedNote } from '../market/RefusedNote.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useTask } from '../wallet/useTask.ts'

/** Escrow, stake and credit, currency by currency, as the contract has them. */
export function BondCard({ account }: { account: Address }) {
  const t = useTranslations('money')
  const market = useMarket()
  const queries = useQueryClient()
  const { busy, error, run } = useTask()
  /** Without an index nobody knows which orders to look at. */
  const readPendingOf = async (client: NodeClient) => {
    const [{ readPending }, api] = await Promise.all([import('../../lib/market/readPending.ts'), market.api()])
    const told = await api?.readOrders({ seller: account.toLowerCase(), limit: 200 }).catch(() => undefined)
    return told && readPending({ client, rows: told.rows, seller: account })
  }
  const held = useChainQuery({
    queryKey: ['held', account],
    queryFn: async (client) => {
      const [{ readBond, readCredit }, pending] = await Promise.all([
        import('../../lib/market/bond.ts'),
        readPendingOf(client),
      ])
      const purses = await Promise.all(
        currencies.map(async (currency) => ({
          ...currency,
          ...(await readBond(client, account, currency.address)),
          credit: await readCredit(client, account, currency.address),
          pending: pending && (pending.sums.get(currency.address) ?? 0n),
        })),
      )
      return { purses, refused: pending?.refused ?? 0 }
    },
    againMs: () => 5_000,
  })
  const take = (token: Address, free: bigint, credit: bigint) =>
    run(async () => {
      const [{ claimCredit, withdrawBond }, actor] = await Promise.all([
        import('../../lib/market/bond.ts'),
        market.actor(),
      ])
      const context = await actor.context()
      if (credit > 0n) await claimCredit(context, token)
      else await withdrawBond(context, token, free)
      await queries.invalidateQueries({ queryKey: ['held'] })
    })
  return (
    <Card>
      <CardHeader title={t('now')} action={<Shield proof={held.proof} />} />
      <Facts>
        {held.data ? (
          held.data.purses.map(({ symbol, address, free, locked, credit, pending }) => (
            <Fact key={symbol} name={symbol}>
              <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
                {(
                  [
                    ['pending', pending],
                    ['claimable', credit],
                    ['free', free],
                    ['locked', locked],
                  ] as const
                ).map(([name, value]) => (
                  <div key={name} className="flex justify-between gap-4">
                    <dt className="text-muted">{t(name)}</dt>
                    <dd>
                      {value === undefined ? (
                        <span title={t('pendingUnknown')}>–</span>
                      ) : (
                        <Amount value={value} decimals={18} unit={symbol} />
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
              {(free > 0n || credit > 0n) && (
                <Button size="sm" busy={busy} onClick={() => take(address, free, credit)} className="mt-2">
                  {t(credit > 0n ? 'claim' : 'withdraw')}
                </Button>
              )}
            </Fact>
          ))
        ) : (
          <Fact name={'\u00a0'}>
            <Skeleton className="w-40" />
          </Fact>
        )}
      </Facts>
      <div className="px-4 pb-3">
        <Failure error={error ?? held.error} />
        {held.data && held.data.refused > 0 && (
          <RefusedNote name="Market.ForgedOrderError">{t('refusedPending', { count: held.data.refused })}</RefusedNote>
        )}
        <p className="text-muted text-sm">{t('bondText')}</p>
      </div>
    </Card>
  )
}
