'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { AbiFunction } from 'viem'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { Hash } from '../chain/Hash.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { useTask } from '../wallet/useTask.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletLink } from '../wallet/WalletProvider.tsx'

type Answer = { name: string; text: string }[]

/** Asks a contract, or tells it something through the wallet, with the values that one types. */
export function FunctionForm({ address, item, kind }: { address: Address; item: AbiFunction; kind: 'read' | 'write' }) {
  const t = useTranslations('contracts')
  const chain = useChain()
  const task = useTask()
  const { session } = useWalletLink()
  const [answer, setAnswer] = useState<Answer>()
  const [sent, setSent] = useState<Hex>()

  async function read(texts: readonly string[]) {
    const [client, { callFunction }, { formatValue }] = await Promise.all([
      chain.client(),
      import('../../lib/explorer/callFunction.ts'),
      import('../../lib/explorer/formatValue.ts'),
    ])
    const values = await callFunction(client, { address, item, texts })
    setAnswer(values.map(({ name, value }) => ({ name, text: formatValue(value) })))
  }

  async function write(texts: readonly string[], value: string) {
    const [wallet, { encodeCall }, { parseUnits }] = await Promise.all([
      session(),
      import('../../lib/explorer/callFunction.ts'),
      import('viem'),
    ])
    const data = encodeCall(item, texts)
    setSent(await wallet.send({ to: address, data, ...(value && { value: parseUnits(value, 18) }) }))
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const texts = item.inputs.map((_, i) => String(form.get(`input${i}`) ?? ''))
    setAnswer(undefined)
    setSent(undefined)
    return task.run(() => (kind === 'read' ? read(texts) : write(texts, String(form.get('value') ?? '').trim())))
  }

  const failure = task.error as (Error & { shortMessage?: string }) | undefined
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3 bg-page px-4 pt-2 pb-4">
      {item.inputs.map((input, i) => (
        <Input
          // biome-ignore lint/suspicious/noArrayIndexKey: an input is its place
          key={i}
          name={`input${i}`}
          label={input.name || t('value', { place: i + 1 })}
          hint={hintOf(input.type) ? t(hintOf(input.type)!, { type: input.type }) : input.type}
          mono
          autoComplete="off"
          spellCheck={false}
        />
      ))}
      {item.stateMutability === 'payable' && <Input name="value" label={t('payable')} inputMode="decimal" />}
      <div className="flex flex-wrap items-center gap-3">
        {kind === 'read' ? (
          <Button type="submit" size="sm" variant="primary" busy={task.busy}>
            {t('ask')}
          </Button>
        ) : (
          <WriteButton busy={task.busy} />
        )}
      </div>
      <p role="alert" className="break-words text-bad text-sm empty:hidden">
        {failure && `${failure.shortMessage ?? failure.message} (${failure.name})`}
      </p>
      {sent && (
        <p role="status" className="text-sm">
          {t('sent')} <Hash value={sent} kind="tx" what={t('transaction')} />
        </p>
      )}
      {answer && (
        <dl aria-live="polite" className="flex flex-col gap-1 text-sm">
          {answer.length === 0 && <dt className="text-muted">{t('noAnswer')}</dt>}
          {answer.map(({ name, text }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an output is its place
            <div key={i}>
              <dt className="text-muted text-xs">{name}</dt>
              <dd className="max-h-72 overflow-y-auto whitespace-pre-wrap break-all font-mono">{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </form>
  )
}

/** Only an open wallet can sign; where there is none, the way to it. */
function WriteButton({ busy }: { busy: boolean }) {
  const t = useTranslations('contracts')
  const { connection } = useWallet()
  if (connection) {
    return (
      <Button type="submit" size="sm" variant="primary" busy={busy}>
        {t('send')}
      </Button>
    )
  }
  return (
    <p className="text-sm">
      {t('noWallet')}{' '}
      <PageLink href="/wallet" className="link">
        {t('openWallet')}
      </PageLink>
    </p>
  )
}

function hintOf(type: string): 'jsonList' | 'jsonStruct' | undefined {
  if (type.endsWith(']')) return 'jsonList'
  return type.startsWith('tuple') ? 'jsonStruct' : undefined
}
