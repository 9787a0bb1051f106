'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { Shield } from '../chain/Shield.tsx'
import { Failure } from '../market/Failure.tsx'
import { useMarket } from '../market/MarketProvider.tsx'
import { currencies } from '../market/money.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useTask } from '../wallet/useTask.ts'

const pendingStates = new Set(['drawing', 'paid', 'delivered'])

/** Escrow, stake and credit, currency by currency, as the contract has them. */
export function BondCard({ account }: { account: Address }) {
  const t = useTranslations('money')
  const market = useMarket()
  const queries = useQueryClient()
  const { busy, error, run } = useTask()
  const held = useChainQuery({
    queryKey: ['held', account],
    queryFn: async (client) => {
      const { readBond, readCredit } = await import('../../lib/market/bond.ts')
      return Promise.all(
        currencies.map(async (currency) => ({
          ...currency,
          ...(await readBond(client, account, currency.address)),
          credit: await readCredit(client, account, currency.address),
        })),
      )
    },
    againMs: () => 5_000,
  })
  const orders = useQuery({
    queryKey: ['pending', account],
    queryFn: async () =>
      (await (await market.api())?.readOrders({ seller: account.toLowerCase(), limit: 200 })) ?? null,
    refetchInterval: 5_000,
  })
  const pendingOf = (token: string) =>
    (orders.data?.rows ?? [])
      .filter((row) => row.token === token && pendingStates.has(row.state))
      .reduce((sum, { price }) => sum + BigInt(price), 0n)
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
          held.data.map(({ symbol, address, free, locked, credit }) => (
            <Fact key={symbol} name={symbol}>
              <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
                {(
                  [
                    ['pending', pendingOf(address)],
                    ['claimable', credit],
                    ['free', free],
                    ['locked', locked],
                  ] as const
                ).map(([name, value]) => (
                  <div key={name} className="flex justify-between gap-4">
                    <dt className="text-muted">{t(name)}</dt>
                    <dd>
                      <Amount value={value} decimals={18} unit={symbol} />
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
        <p className="text-muted text-sm">{t('bondText')}</p>
      </div>
    </Card>
  )
}
