'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type FieldGroup, fieldGroups, packClasses, unpackClasses } from '../../lib/market/fieldGroups.ts'
import type { MyCar } from '../../lib/market/readMyCars.ts'
import { Failure } from '../market/Failure.tsx'
import { useMarket } from '../market/MarketProvider.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useTask } from '../wallet/useTask.ts'
import { formatDraft } from './agreementDraft.ts'

const classes = ['maker', 'user', 'disputed'] as const
const lastsS = 7 * 86_400

/** The owner's side: class of each group, parts of the revenue, consent; signed and sent to the maker. */
export function AgreementForm({ car }: { car: MyCar }) {
  const t = useTranslations('agreement')
  const market = useMarket()
  const queries = useQueryClient()
  const { busy, error, run } = useTask()
  const { agreement } = car
  const [groups, setGroups] = useState<readonly FieldGroup[]>(
    agreement ? unpackClasses(agreement.classes) : fieldGroups,
  )
  const [parts, setParts] = useState({
    makerDataBps: agreement?.makerDataBps ?? 8_000,
    userDataBps: agreement?.userDataBps ?? 1_000,
    disputedDataBps: agreement?.disputedDataBps ?? 5_000,
  })
  const [sellsPrivate, setSellsPrivate] = useState(((agreement?.ownerConsent ?? 0) & 1) === 1)
  const [draft, setDraft] = useState<string>()
  const change = (number: number, part: Partial<FieldGroup>) =>
    setGroups(groups.map((group) => (group.number === number ? { ...group, ...part } : group)))

  const sign = () =>
    run(async () => {
      const [{ recordAgreement, signAgreement }, { createAgentClient }, { getBlock }, actor, url] = await Promise.all([
        import('../../lib/market/agreement.ts'),
        import('../../lib/market/createAgentClient.ts'),
        import('viem/actions'),
        market.actor(),
        market.agentUrl(),
      ])
      const context = await actor.context()
      const { timestamp } = await getBlock(context.client)
      const terms = {
        ...{ vehicleId: car.vehicleId, epoch: car.epoch, version: (agreement?.version ?? 0) + 1, dictionary: 1 },
        ...{ classes: packClasses(groups), ...parts, ownerConsent: sellsPrivate ? 15 : 14, makerConsent: 15 },
        deadline: Number(timestamp) + lastsS,
      }
      const agent = url ? createAgentClient({ url, fetch: window.fetch.bind(window) }) : undefined
      const maker = (await agent?.info())?.maker
      if (agent && maker?.address === car.maker) {
        const makerSignature = await agent.signAsMaker({
          ...terms,
          vehicleId: String(terms.vehicleId),
          classes: String(terms.classes),
        })
        await recordAgreement(context, { terms, makerSignature })
        await queries.invalidateQueries({ queryKey: ['myCars'] })
        return
      }
      const ownerSignature = await signAgreement(context, terms, await actor.chainId())
      setDraft(`${window.location.origin}/sell/agreement#${formatDraft({ terms, ownerSignature })}`)
    })

  return (
    <Card>
      <CardHeader
        title={t('terms')}
        note={agreement ? t('version', { version: agreement.version }) : t('noneYet')}
        action={agreement && <Badge tone="good">{t('signedByBoth')}</Badge>}
      />
      <Table caption={t('groups')}>
        <thead>
          <tr>
            <Th>{t('group')}</Th>
            <Th>{t('class')}</Th>
            <Th>{t('private')}</Th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ number, id, dataClass, isPrivate }) => (
            <Tr key={id}>
              <Td className="whitespace-normal">{t(`names.${id}`)}</Td>
              <Td>
                <Select
                  label={t('classOf', { group: t(`names.${id}`) })}
                  hideLabel
                  value={dataClass}
                  onChange={({ target }) => change(number, { dataClass: target.value as FieldGroup['dataClass'] })}
                  options={classes.map((name) => ({ value: name, label: t(`classes.${name}`) }))}
                />
              </Td>
              <Td>
                <input
                  type="checkbox"
                  aria-label={t('privateOf', { group: t(`names.${id}`) })}
                  className="size-5 accent-(--color-accent)"
                  checked={isPrivate}
                  onChange={({ target }) => change(number, { isPrivate: target.checked })}
                />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <div className="flex flex-col gap-4 p-4">
        <div className="grid gap-3 sm:grid-cols-3">
          {(['makerDataBps', 'userDataBps', 'disputedDataBps'] as const).map((name) => (
            <Input
              key={name}
              label={t(`parts.${name}`)}
              inputMode="decimal"
              value={String(parts[name] / 100)}
              onChange={({ target }) => setParts({ ...parts, [name]: readPercent(target.value) })}
            />
          ))}
        </div>
        <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-10">
          <input
            type="checkbox"
            className="size-4 accent-(--color-accent)"
            checked={sellsPrivate}
            onChange={({ target }) => setSellsPrivate(target.checked)}
          />
          {t('sellsPrivate')}
        </label>
        <Button variant="primary" busy={busy} onClick={sign} className="self-start">
          {t(agreement ? 'amend' : 'sign')}
        </Button>
        <p className="text-muted text-sm">{t('makerNote')}</p>
        {draft && (
          <div className="rounded-md bg-sunken p-3 text-sm">
            <p className="mb-1 font-semibold">{t('sendDraft')}</p>
            <Copyable value={draft} label={t('copyDraft')} copiedLabel={t('copied')}>
              {`${draft.slice(0, 60)}…`}
            </Copyable>
          </div>
        )}
        <Failure error={error} />
      </div>
    </Card>
  )
}

function readPercent(text: string): number {
  const value = Number(text.replace(',', '.'))
  return Number.isFinite(value) ? Math.round(Math.min(100, Math.max(0, value)) * 100) : 0
}
