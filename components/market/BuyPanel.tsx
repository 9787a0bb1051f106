'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CheckedListing } from '../../lib/market/checkOpenedRow.ts'
import { usualGas } from '../../lib/market/usualGas.ts'
import { useChainTime } from '../providers/useChainTime.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Progress } from '../ui/Progress.tsx'
import { FreeGas } from '../wallet/FreeGas.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { BuyOptions } from './BuyOptions.tsx'
import { type Choice, describeChoice, isComplete, priceOfChoice } from './buyChoice.ts'
import { Failure } from './Failure.tsx'
import { Funds } from './Funds.tsx'
import { BuyPromise } from './ListingWaiting.tsx'
import { Price } from './Price.tsx'
import { useBuy } from './useBuy.ts'
import { useFeedFactor } from './useFeedFactor.ts'
import { useListings } from './useListings.ts'

const whole: Choice = { kind: 'whole', stages: 1 }

/** What the buyer decides, what it costs, and the steps of paying. */
export function BuyPanel({ checked }: { checked: CheckedListing }) {
  const t = useTranslations('market')
  const { listing } = checked
  const now = useChainTime()?.seconds
  const factor = useFeedFactor(listing.terms.feed)
  const [isWanted, setWanted] = useState(false)
  const isExpired = now !== undefined && listing.terms.expiresAt <= now
  return (
    <Card>
      <CardHeader
        title={t('buy')}
        action={
          factor !== undefined && (
            <Price value={priceOfChoice(listing.terms, whole, factor)} token={listing.terms.token} />
          )
        }
      />
      {!listing.isOpen || !listing.isLive || isExpired ? (
        <Banner tone="warn" title={t('closed')}>
          {t('closedText')} <NewListing dataSet={listing.terms.dataSet} />
        </Banner>
      ) : isWanted ? (
        <div className="flex flex-col gap-4 p-4">
          <WalletGate>{(connection) => <BuyForm checked={checked} connection={connection} />}</WalletGate>
        </div>
      ) : (
        <BuyPromise>
          <Button variant="primary" onClick={() => setWanted(true)}>
            {t(listing.terms.price === 0n ? 'getIt' : 'buyIt')}
          </Button>
        </BuyPromise>
      )}
    </Card>
  )
}

/** Where the same data set is for sale after its price has changed. */
function NewListing({ dataSet }: { dataSet: string }) {
  const t = useTranslations('market')
  const { data } = useListings({ dataSet }, { offset: 0, limit: 1 })
  const row = data?.rows[0]
  return (
    row && (
      <PageLink href={`/market/listing?id=${row.id}`} className="link">
        {t('soldHere')}
      </PageLink>
    )
  )
}

function BuyForm({ checked, connection }: { checked: CheckedListing; connection: WalletConnection }) {
  const t = useTranslations('market')
  const { terms } = checked.listing
  const [choice, setChoice] = useState<Choice>(whole)
  const buy = useBuy(checked)
  const factor = useFeedFactor(terms.feed)
  const price = priceOfChoice(terms, choice, factor)
  const isOwn = connection.address.toLowerCase() === terms.seller.toLowerCase()
  return (
    <>
      <BuyOptions checked={checked} choice={choice} onChange={setChoice} disabled={buy.busy} />
      <Funds connection={connection} token={terms.token} needed={price} />
      <div className="flex items-baseline justify-between border-line border-t pt-3">
        <span className="text-muted text-sm">
          {describeChoice(choice) === 'samples' ? t('samplesCost') : t('cost')}
        </span>
        <span className="font-bold text-lg">
          <Price value={price} token={terms.token} />
        </span>
      </div>
      {isOwn && <p className="text-sm text-warn">{t('ownListing')}</p>}
      {!isComplete(choice) && <p className="text-sm text-warn">{t('eventMissing')}</p>}
      <Button
        variant="primary"
        busy={buy.busy}
        disabled={!isComplete(choice) || factor === undefined}
        onClick={() => buy.start(choice, connection.address)}
      >
        {t(price === 0n ? 'checkAndGet' : 'checkAndPay')}
      </Button>
      <div role="status" className="text-sm">
        {buy.step === 'checking' && (
          <Progress
            label={t('steps.checking')}
            value={buy.checked === undefined ? undefined : buy.checked / terms.chunks}
            detail={buy.checked === undefined ? '' : t('ofChunks', { done: buy.checked, total: terms.chunks })}
          />
        )}
        {buy.step === 'signing' && <Progress label={t('steps.signing')} />}
        {buy.step === 'paying' && <Progress label={t('steps.paying')} />}
      </div>
      <Failure error={buy.error} />
      <FreeGas address={connection.address} gas={usualGas.buy} isGuess />
      <p className="text-muted text-xs">{t('noGas')}</p>
    </>
  )
}
