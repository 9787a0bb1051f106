'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import type { Asset } from '../../lib/wallet/parseRecipient.ts'
import type { TransferPreview } from '../../lib/wallet/previewQdtTransfer.ts'
import type { Holdings, TokenBalance } from '../../lib/wallet/readHoldings.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useAddressLabel } from './AddressName.tsx'
import { formatDays } from './CoinDaysCard.tsx'
import { formatExact } from './formatExact.ts'

type SendCheckProps = {
  from: Address
  to: Address | undefined
  asset: Asset
  token: TokenBalance | undefined
  amount: bigint | undefined
  holdings: Holdings | undefined
}

/** What the transfer would cost, asked of the contract while one types. */
export function SendCheck({ from, to, asset, token, amount, holdings }: SendCheckProps) {
  const t = useTranslations('walletSend')
  return (
    <div className="flex flex-col gap-3 p-4 text-sm">
      {to && <WhoIsPaid from={from} to={to} />}
      <div aria-live="polite">
        {amount === undefined ? (
          <p className="text-muted">{t('enter')}</p>
        ) : asset === systemContracts.qdt ? (
          <QdtCost from={from} amount={amount} holdings={holdings} />
        ) : asset !== 'coin' ? (
          <TokenCost amount={amount} token={token} />
        ) : (
          <CoinCost amount={amount} holdings={holdings} />
        )}
      </div>
    </div>
  )
}

function WhoIsPaid({ from, to }: { from: Address; to: Address }) {
  const t = useTranslations('walletSend')
  const label = useAddressLabel(to)
  return (
    <div>
      <p className="text-muted">{t('to')}</p>
      <p className="font-semibold">{label ?? t('notInBook')}</p>
      <p className="break-all font-mono">{to}</p>
      {from === to && <p className="text-warn">{t('same')}</p>}
    </div>
  )
}

function CoinCost({ amount, holdings }: { amount: bigint; holdings: Holdings | undefined }) {
  const t = useTranslations('walletSend')
  if (!holdings) return <p className="text-muted">{t('checking')}</p>
  if (holdings.coinWei < amount) {
    return (
      <Refused>{t('refused.balanceShort', { have: formatExact(holdings.coinWei), need: formatExact(amount) })}</Refused>
    )
  }
  return <p>{t('coinFree')}</p>
}

function TokenCost({ amount, token }: { amount: bigint; token: TokenBalance | undefined }) {
  const t = useTranslations('walletSend')
  if (!token) return <p className="text-muted">{t('checking')}</p>
  const { decimals, symbol } = token.token
  if (token.balance < amount) {
    const [have, need] = [formatExact(token.balance, decimals), formatExact(amount, decimals)]
    return <Refused>{t('refused.balanceShort', { have, need })}</Refused>
  }
  return <p>{t('tokenFree', { symbol })}</p>
}

function QdtCost({ from, amount, holdings }: { from: Address; amount: bigint; holdings: Holdings | undefined }) {
  const t = useTranslations('walletSend')
  const { data } = useChainQuery<TransferPreview>({
    queryKey: ['previewTransfer', from, String(amount)],
    queryFn: async (client) => {
      const { previewQdtTransfer } = await import('../../lib/wallet/previewQdtTransfer.ts')
      return previewQdtTransfer(client, { from, amount })
    },
    againMs: () => 3000,
  })
  if (!data) return <p className="text-muted">{t('checking')}</p>
  if (data.kind !== 'possible') {
    const format = data.kind === 'balanceShort' ? formatExact : formatDays
    return <Refused>{t(`refused.${data.kind}`, { have: format(data.have), need: format(data.need) })}</Refused>
  }
  if (data.feeQdt > 0n) return <p className="text-warn">{t('fee', { fee: formatExact(data.feeQdt) })}</p>
  const have = holdings ? formatDays(holdings.coinDays) : '—'
  return <p className="text-good">{t('free', { used: formatDays(data.coinDaysUsed), have })}</p>
}

function Refused({ children }: { children: string }) {
  return <p className="font-semibold text-bad">{children}</p>
}
