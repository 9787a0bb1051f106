'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useSyncExternalStore } from 'react'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { TokenName } from '../../lib/chain/chainTokens.ts'
import type { TokenBalance } from '../../lib/wallet/readHoldings.ts'
import { ScanButton } from '../scan/ScanButton.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { AddToken } from './AddToken.tsx'
import { formatExact } from './formatExact.ts'
import { type Draft, readDraft } from './readDraft.ts'
import { SendCheck } from './SendCheck.tsx'
import { useAddressBook } from './useAddressBook.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useBalances, useHoldings } from './useHoldings.ts'
import { useTask } from './useTask.ts'
import { useTokens } from './useTokens.ts'
import { useWalletLink, useWalletView } from './WalletProvider.tsx'
import type { WalletConnection } from './WalletView.ts'

/** Whom, what, how much; the contract itself says before anybody signs what it will cost. */
export function SendForm({ connection, onSent }: { connection: WalletConnection; onSent(hash: Hex): void }) {
  const t = useTranslations('walletSend')
  const { contacts } = useAddressBook()
  const { ourChainId = connection.chainId } = useWalletView()
  const { session } = useWalletLink()
  const { data: holdings } = useHoldings(connection.address)
  const { data: balances } = useBalances(connection.address)
  const { tokens } = useTokens()
  const [adding, setAdding] = useState(false)
  const { busy, error, run, clear } = useTask()
  const say = useFailureWords()
  const wanted = useWantedRecipient()
  const [typed, setTyped] = useState<Draft>()
  const draft: Draft = typed ?? { recipient: wanted, asset: tokens[0]!.address, amount: '' }
  const change = (part: Partial<Draft>) => {
    clear()
    setTyped({ ...draft, ...part })
  }
  const read = readDraft(draft, { contacts, chainId: ourChainId, tokens })
  const { asset, token } = read
  const decimals = token?.decimals ?? 18
  const held = balances?.find((one) => one.token.address === asset)
  const available = token ? held?.balance : holdings?.coinWei

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const { address, amount } = read
    if (!address || amount === undefined) return
    return run(async () => {
      const wallet = await session()
      const { encodeTokenTransfer } = await import('../../lib/wallet/encodeTokenTransfer.ts')
      const request = token ? encodeTokenTransfer(token.address, address, amount) : { to: address, value: amount }
      onSent(await wallet.send(request))
    })
  }

  return (
    <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
      <Card className="p-5">
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          <Input
            label={t('recipient')}
            value={draft.recipient}
            onChange={({ target }) => change({ recipient: target.value })}
            hint={t('recipientHint')}
            error={draft.recipient.trim() === '' ? undefined : say(read.recipientError)}
            autoComplete="off"
            spellCheck={false}
            mono
            action={<ScanButton label={t('scan')} onText={(recipient) => change({ recipient })} />}
          />
          {contacts.length > 0 && (
            <Select
              label={t('book')}
              value={contacts.find(({ address }) => address === read.address)?.address ?? ''}
              onChange={({ target }) => change({ recipient: target.value })}
              options={[
                { value: '', label: t('choose') },
                ...contacts.map(({ name, address }) => ({ value: address, label: `${name} · ${address.slice(-4)}` })),
              ]}
            />
          )}
          <div className="grid grid-cols-[minmax(7rem,1fr)_2fr] gap-4">
            <Select
              label={t('asset')}
              value={adding ? otherToken : asset}
              onChange={({ target }) => {
                setAdding(target.value === otherToken)
                if (target.value !== otherToken) change({ asset: target.value as Draft['asset'] })
              }}
              options={[
                ...offered(tokens, balances, asset).map(({ address: value, symbol }) => ({ value, label: symbol })),
                { value: 'coin', label: t('assets.coin') },
                { value: otherToken, label: t('assets.other') },
              ]}
            />
            <Input
              label={t('amount')}
              value={read.amountText}
              onChange={({ target }) => change({ amount: target.value })}
              inputMode="decimal"
              autoComplete="off"
              error={read.amountText.trim() === '' ? undefined : say(read.amountError)}
              hint={t('available', {
                amount: available === undefined ? '—' : formatExact(available, decimals),
                unit: token?.symbol ?? t('assets.coin'),
              })}
              action={
                <Button
                  disabled={!available}
                  onClick={() => change({ amount: formatExact(available ?? 0n, decimals).replaceAll(',', '') })}
                >
                  {t('max')}
                </Button>
              }
            />
          </div>
          {adding && (
            <AddToken
              onAdded={(address) => {
                setAdding(false)
                change({ asset: address })
              }}
            />
          )}
          <p role="alert" className="text-bad text-sm empty:hidden">
            {say(error)}
          </p>
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" busy={busy} disabled={!read.address || read.amount === undefined}>
              {t('review')}
            </Button>
            <span role="status" className="text-muted text-sm">
              {busy ? t('asking') : ''}
            </span>
          </div>
        </form>
      </Card>
      <Card>
        <CardHeader title={t('checkTitle')} />
        <SendCheck
          from={connection.address}
          to={read.address}
          asset={asset}
          token={held}
          amount={read.amount}
          holdings={holdings}
        />
      </Card>
    </div>
  )
}

const otherToken = 'other'

/** Tokens of which there is nothing to send would only be in the way; the first is always there. */
function offered(tokens: readonly TokenName[], balances: readonly TokenBalance[] | undefined, chosen: string) {
  const has = (address: string) => balances?.some((one) => one.token.address === address && one.balance > 0n)
  return tokens.filter(({ address }, index) => index === 0 || address === chosen || has(address))
}

const noSubscription = () => () => {}

/** The address book opens this page with `?to=`. */
function useWantedRecipient(): string {
  return useSyncExternalStore(
    noSubscription,
    () => new URLSearchParams(window.location.search).get('to') ?? '',
    () => '',
  )
}
