'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { dataKinds, vehicleClasses } from '../../lib/market/descriptionSchema.ts'
import { parseUnits } from '../../lib/market/parseUnits.ts'
import { usualGas } from '../../lib/market/usualGas.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { FreeGas } from '../wallet/FreeGas.tsx'
import { useTask } from '../wallet/useTask.ts'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { Failure } from './Failure.tsx'
import { useMarket } from './MarketProvider.tsx'
import { currencies } from './money.ts'
import { useKindWords } from './useKindWords.ts'

const daysOpen = 30
const dayMs = 86_400_000

/** A buyer says in public what is looked for; it binds nobody. */
export function RequestForm() {
  const t = useTranslations('requests')
  const words = useKindWords()
  const market = useMarket()
  const queries = useQueryClient()
  const toast = useToast()
  const { busy, error, run } = useTask()
  const [budget, setBudget] = useState('5')
  const amount = parseUnits(budget)

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const text = (name: string) => String(new FormData(form).get(name) ?? '').trim()
    if (amount === undefined) return
    return run(async () => {
      const [{ publishBytes }, { formatRequest }, { requestData }, { keccak256 }, actor] = await Promise.all([
        import('../../lib/ipfs/publishBytes.ts'),
        import('../../lib/market/requestDocument.ts'),
        import('../../lib/market/requests.ts'),
        import('viem'),
        market.actor(),
      ])
      const document = formatRequest({
        ...{ format: 'qoodblock.request', version: 1, title: text('title') },
        ...(text('kind') && { kind: text('kind') as (typeof dataKinds)[number] }),
        ...(text('vehicleClass') && { vehicleClass: text('vehicleClass') as (typeof vehicleClasses)[number] }),
        ...(text('place') && { place: text('place') }),
        ...(text('words') && {
          words: text('words')
            .split(/[\s,，、]+/)
            .filter(Boolean)
            .slice(0, 10),
        }),
      })
      const bytes = new TextEncoder().encode(document)
      const untilMs = Date.now() + daysOpen * dayMs
      const access = await actor.storageAccess()
      const { cid } = await publishBytes({ bytes, nodes: await market.nodes(), untilMs, title: 'request', access })
      const context = await actor.context()
      const { timestamp } = await (await import('viem/actions')).getBlock(context.client)
      await requestData(context, {
        ...{ token: currencies[0].address, budget: amount, documentHash: keccak256(bytes), documentCid: cid },
        expiresAtS: Number(timestamp) + daysOpen * 86_400,
      })
      form.reset()
      toast({ title: t('done'), tone: 'good' })
      await queries.invalidateQueries({ queryKey: ['requests'] })
    })
  }
  return (
    <Card>
      <CardHeader title={t('ask')} />
      <div className="p-4">
        <WalletGate>
          {({ address }) => (
            <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-3">
              <Input name="title" label={t('what')} required maxLength={200} placeholder={t('whatExample')} />
              <div className="grid grid-cols-2 gap-3">
                <Select
                  name="kind"
                  label={t('kind')}
                  options={[
                    { value: '', label: t('any') },
                    ...dataKinds.map((kind) => ({ value: kind, label: words.kind(kind) })),
                  ]}
                />
                <Select
                  name="vehicleClass"
                  label={t('vehicle')}
                  options={[
                    { value: '', label: t('any') },
                    ...vehicleClasses.map((kind) => ({ value: kind, label: words.vehicleClass(kind) })),
                  ]}
                />
              </div>
              <Input name="place" label={t('place')} maxLength={200} />
              <Input name="words" label={t('words')} hint={t('wordsHint')} maxLength={200} />
              <Input
                label={t('budget')}
                inputMode="decimal"
                value={budget}
                onChange={({ target }) => setBudget(target.value)}
                error={amount === undefined ? t('budgetWrong') : undefined}
                hint={t('budgetHint')}
              />
              <FreeGas address={address} gas={usualGas.request} isGuess />
              <Button
                type="submit"
                variant="primary"
                busy={busy}
                disabled={amount === undefined}
                className="self-start"
              >
                {t('publish')}
              </Button>
              <Failure error={error} />
            </form>
          )}
        </WalletGate>
      </div>
    </Card>
  )
}
