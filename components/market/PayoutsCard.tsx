'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import type { Listing } from '../../lib/market/readListing.ts'
import { TokenAmount } from '../chain/TokenAmount.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'

const unit = 10n ** 18n

/** Who gets what of the price: the contract's own answer. */
export function PayoutsCard({ listing }: { listing: Listing }) {
  const t = useTranslations('market')
  const { terms } = listing
  const amount = terms.price === 0n ? unit : terms.price
  const { data } = useChainQuery({
    queryKey: ['payouts', listing.id],
    queryFn: async (client) => {
      const [{ readPayouts }, { readParties }] = await Promise.all([
        import('../../lib/market/readPayouts.ts'),
        import('../../lib/market/readParties.ts'),
      ])
      const [payouts, parties] = await Promise.all([
        readPayouts(client, terms, amount),
        readParties(client, listing.dataSet.agreementId),
      ])
      return { payouts, parties }
    },
    staleTime: 60_000,
  })
  const roleOf = (payee: Address) => {
    if (payee === data?.parties?.owner) return t('roles.owner')
    if (payee === data?.parties?.maker) return t('roles.maker')
    if (payee === terms.seller) return t('roles.agent')
    if (payee === systemContracts.commission) return t('roles.scenario')
    return t('roles.other')
  }
  return (
    <Card aria-busy={!data}>
      <CardHeader title={t('shares')} note={t(terms.price === 0n ? 'sharesFree' : 'sharesNote')} />
      <Facts>
        {data?.payouts.map(({ payee, amount: part }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the contract's order, and one account may appear twice
          <Fact key={i} name={roleOf(payee)} note={`${Number((part * 10_000n) / amount) / 100} %`}>
            <span className="flex flex-wrap justify-between gap-x-4">
              <ExplorerLink kind="address" id={payee}>
                {shortenHex(payee, 8, 6)}
              </ExplorerLink>
              {terms.price > 0n && <TokenAmount token={terms.token} value={part} />}
            </span>
          </Fact>
        ))}
      </Facts>
    </Card>
  )
}
