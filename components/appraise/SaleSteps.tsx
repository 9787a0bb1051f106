'use client'

import { useTranslations } from 'next-intl'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { ActionButton } from './ActionButton.tsx'
import { AwardForm } from './AwardForm.tsx'
import { HandoverSteps } from './HandoverSteps.tsx'
import { isReserved } from './isReserved.ts'
import { ReasonAction } from './ReasonAction.tsx'
import { ReviewForm } from './ReviewForm.tsx'
import { SplitForm } from './SplitForm.tsx'
import { useChainNow } from './useChainNow.ts'

const load = () => import('../../lib/appraisal/vehicleSale.ts')

/** What the account in use can do with a sale now. */
export function SaleSteps({ sale }: { sale: VehicleSale }) {
  const t = useTranslations('sale')
  return (
    <Card>
      <CardHeader title={t('yourSteps')} />
      <div className="p-4">
        <WalletGate>{({ address }) => <Steps sale={sale} address={address} />}</WalletGate>
      </div>
    </Card>
  )
}

function Steps({ sale, address }: { sale: VehicleSale; address: Address }) {
  const t = useTranslations('sale')
  const now = useChainNow()
  const { terms, status } = sale
  const is = (other: Address | undefined) => other?.toLowerCase() === address.toLowerCase()
  const isSeller = is(terms.seller)
  const isBuyer = is(status.buyer)
  const isLate = status.deadline > 0 && now > status.deadline
  const running = status.state === 'funded' || status.state === 'disputed'
  if (status.state === 'open' && !isSeller && now >= terms.expiresAt) {
    return <EmptyState title={t('expiredTitle')}>{t('expired')}</EmptyState>
  }
  if (status.state === 'open' && !isSeller && isReserved(terms) && !is(terms.buyer)) {
    return <EmptyState title={t('reservedTitle')}>{t('reserved')}</EmptyState>
  }
  if (status.state === 'open') {
    return isSeller ? (
      <ActionButton
        address={address}
        label={t('withdraw')}
        action={async (c) => (await load()).withdrawOffer(c, terms)}
      >
        {t('withdrawText')}
      </ActionButton>
    ) : (
      <HandoverSteps address={address} sale={sale} step="fund" />
    )
  }
  if (running && isLate) {
    return (
      <ActionButton address={address} label={t('expire')} action={async (c) => (await load()).expireSale(c, terms)}>
        {t('expireText')}
      </ActionButton>
    )
  }
  if (running && isBuyer) return <BuyerSteps sale={sale} address={address} />
  if (running && isSeller) return <SellerSteps sale={sale} address={address} />
  if (status.state === 'disputed' && is(terms.arbitrator)) return <AwardForm sale={sale} address={address} />
  if (status.state === 'released' && (isSeller || isBuyer)) return <ReviewForm sale={sale} address={address} />
  return (
    <EmptyState title={t('nothingTitle')}>
      {t(`nothing.${status.state === 'released' || status.state === 'undone' ? 'over' : 'others'}`)}
    </EmptyState>
  )
}

function BuyerSteps({ sale, address }: { sale: VehicleSale; address: Address }) {
  return (
    <>
      <HandoverSteps address={address} sale={sale} step="release" />
      <SplitForm address={address} sale={sale} />
      <DisputeStep address={address} sale={sale} />
    </>
  )
}

function SellerSteps({ sale, address }: { sale: VehicleSale; address: Address }) {
  const t = useTranslations('sale')
  return (
    <>
      <p className="px-4 py-3 text-sm">{t('sellerWaits')}</p>
      <SplitForm address={address} sale={sale} />
      <ActionButton address={address} label={t('undo')} action={async (c) => (await load()).undoSale(c, sale.terms)}>
        {t('undoText')}
      </ActionButton>
      <DisputeStep address={address} sale={sale} />
    </>
  )
}

function DisputeStep({ sale, address }: { sale: VehicleSale; address: Address }) {
  const t = useTranslations('sale')
  if (sale.status.state !== 'funded') return null
  return (
    <ReasonAction
      address={address}
      about={sale.id}
      variant="danger"
      label={t('dispute')}
      reasonLabel={t('disputeWhy')}
      action={async (c, reasonCid) => (await load()).disputeSale(c, sale.terms, reasonCid)}
    >
      {t('disputeText')}
    </ReasonAction>
  )
}
