'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { findToken } from '../../lib/chain/chainTokens.ts'
import { parseAmount } from '../../lib/wallet/parseAmount.ts'
import { formatPayment } from '../../lib/wallet/parseRecipient.ts'
import { Card } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { QrCode } from './QrCode.tsx'
import { useFailureWords } from './useFailureWords.ts'
import { useTokens } from './useTokens.ts'
import { WalletGate } from './WalletGate.tsx'
import { useWalletView } from './WalletProvider.tsx'

export function ReceiveContent() {
  return <WalletGate>{({ address }) => <ReceiveCard address={address} />}</WalletGate>
}

/** Everything that a payer needs, to scan, to copy, and to compare. */
function ReceiveCard({ address }: { address: Address }) {
  const t = useTranslations('walletReceive')
  const c = useTranslations('copy')
  const { ourChainId = 0 } = useWalletView()
  const say = useFailureWords()
  const [text, setText] = useState('')
  const { tokens } = useTokens()
  const [token, setToken] = useState(tokens[0]!)
  const { amount, error } = readAmount(text, token.decimals)
  const request = formatPayment({ address, token: token.address, chainId: ourChainId, amount })
  return (
    <Card className="grid gap-6 p-5 *:min-w-0 md:grid-cols-[16rem_1fr]">
      <QrCode text={request} label={t('codeLabel', { address })} />
      <div className="flex flex-col gap-4">
        <div>
          <h2 className="font-semibold text-muted text-sm">{t('address')}</h2>
          <Copyable value={address} label={c('button', { what: t('address') })} copiedLabel={c('done')}>
            <span className="break-all font-semibold text-lg">{address}</span>
          </Copyable>
          <p className="mt-1 max-w-prose text-muted text-sm">{t('same')}</p>
        </div>
        <div className="flex max-w-md gap-4">
          <Select
            label={t('token')}
            value={token.address}
            onChange={({ target }) => setToken(findToken(target.value, tokens) ?? token)}
            options={tokens.map(({ address: value, symbol }) => ({ value, label: symbol }))}
          />
          <Input
            label={t('amount')}
            value={text}
            onChange={({ target }) => setText(target.value)}
            inputMode="decimal"
            autoComplete="off"
            error={say(error)}
            className="flex-1"
          />
        </div>
        <div>
          <h2 className="font-semibold text-muted text-sm">{t('request')}</h2>
          <Copyable value={request} label={c('button', { what: t('request') })} copiedLabel={c('done')}>
            <span className="break-all text-sm">{request}</span>
          </Copyable>
        </div>
      </div>
    </Card>
  )
}

function readAmount(text: string, decimals: number): { amount?: bigint; error?: unknown } {
  if (text.trim() === '') return {}
  try {
    return { amount: parseAmount(text, decimals) }
  } catch (error) {
    return { error }
  }
}
