'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { oracleFeeds } from '../../lib/appraisal/oracleFeeds.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { DataSetRecord } from '../../lib/dataset/DataSetRecord.ts'
import { unpackClasses } from '../../lib/market/fieldGroups.ts'
import { parseUnits } from '../../lib/market/parseUnits.ts'
import { usualGas } from '../../lib/market/usualGas.ts'
import { Failure } from '../market/Failure.tsx'
import { Funds } from '../market/Funds.tsx'
import { currencies } from '../market/money.ts'
import { Price } from '../market/Price.tsx'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Select } from '../ui/Select.tsx'
import { FreeGas } from '../wallet/FreeGas.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { useMyCars } from './useMyCars.ts'
import { usePublish } from './usePublish.ts'

const dayS = 86_400
const bondShare = 5n
/** For how many orders at a time the seller has something at stake. */
const ordersAtOnce = 10n

/** Under which agreement, at what price, on what terms; then the steps to the market. */
export function OfferForm({ record, connection }: { record: DataSetRecord; connection: WalletConnection }) {
  const t = useTranslations('sell')
  const cars = useMyCars(connection.address)
  const publish = usePublish(record)
  const [car, setCar] = useState('')
  const [groups, setGroups] = useState<readonly number[]>()
  const [token, setToken] = useState<(typeof currencies)[number]>(currencies[0])
  const [price, setPrice] = useState('1')
  const [inParts, setInParts] = useState(true)
  const [deliverer, setDeliverer] = useState<'self' | 'agent'>('self')
  const [feed, setFeed] = useState('')
  const [hours, setHours] = useState('24')
  const [days, setDays] = useState('90')

  const chosen = cars.data?.find(({ vehicleId }) => String(vehicleId) === car)
  const fitting = chosen?.agreement
    ? unpackClasses(chosen.agreement.classes).filter(
        (group) => group.dataClass === record.dataClass && group.isPrivate === (record.privacy === 'private'),
      )
    : []
  const taken = groups ?? fitting.map(({ number }) => number)
  const amount = parseUnits(price)
  const bond = amount === undefined ? 0n : (amount * bondShare) / 100n
  const stake = deliverer === 'agent' ? 0n : bond * ordersAtOnce
  const isReady =
    amount !== undefined && (car === '' || (chosen?.agreement !== undefined && taken.length > 0 && fitting.length > 0))

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady || amount === undefined) return
    const agreement = chosen?.agreement && {
      id: chosen.agreementId,
      groups: taken.reduce((bits, number) => bits | (1n << BigInt(number)), 0n),
      dictionary: chosen.agreement.dictionary,
    }
    void publish.start({
      ...{ token: token.address, price: amount, stake, deliverer, inParts },
      timeS: Math.min(30 * dayS, Math.max(600, Math.round(Number(hours) * 3600) || dayS)),
      lastsS: Math.min(3650, Math.max(1, Number(days) || 90)) * dayS,
      ...(agreement && { agreement }),
      ...(feed !== '' && deliverer === 'self' && { feed: feed as Hex }),
    })
  }

  if (publish.listing) return <Published listing={publish.listing} />
  return (
    <form onSubmit={onSubmit} className="mt-6 grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
      <Card>
        <CardHeader title={t('whose')} />
        <div className="flex flex-col gap-3 p-4">
          <Select
            label={t('car')}
            value={car}
            onChange={({ target }) => {
              setCar(target.value)
              setGroups(undefined)
              if (target.value === '') setDeliverer('self')
            }}
            options={[
              { value: '', label: t('noCar') },
              ...(cars.data ?? []).map(({ vehicleId }) => ({
                value: String(vehicleId),
                label: t('carNumber', { id: String(vehicleId) }),
              })),
            ]}
          />
          <p className="text-muted text-sm">{t(car === '' ? 'noCarText' : 'carText')}</p>
          {chosen && !chosen.agreement && (
            <p className="text-sm text-warn">
              {t('noAgreement')}{' '}
              <PageLink href={`/sell/agreement?id=${car}`} className="link">
                {t('makeAgreement')}
              </PageLink>
            </p>
          )}
          {chosen?.agreement && fitting.length === 0 && <p className="text-sm text-warn">{t('noFittingGroup')}</p>}
          {fitting.length > 0 && (
            <fieldset>
              <legend className="mb-1 font-semibold text-sm">{t('groups')}</legend>
              {fitting.map(({ number, id }) => (
                <label key={id} className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-10">
                  <input
                    type="checkbox"
                    className="size-4 accent-(--color-accent)"
                    checked={taken.includes(number)}
                    onChange={({ target }) =>
                      setGroups(target.checked ? [...taken, number] : taken.filter((other) => other !== number))
                    }
                  />
                  {t(`group.${id}`)}
                </label>
              ))}
            </fieldset>
          )}
          <Select
            label={t('deliverer')}
            value={deliverer}
            onChange={({ target }) => setDeliverer(target.value as 'self' | 'agent')}
            options={[
              { value: 'self', label: t('deliverers.self') },
              ...(chosen?.agreement ? [{ value: 'agent', label: t('deliverers.agent') }] : []),
            ]}
          />
          <p className="text-muted text-sm">{t(`delivererText.${deliverer}`)}</p>
        </div>
      </Card>
      <Card>
        <CardHeader title={t('price')} />
        <div className="flex flex-col gap-3 p-4">
          <div className="grid grid-cols-[2fr_1fr] gap-3">
            <Input
              label={t('priceOfAll')}
              inputMode="decimal"
              value={price}
              onChange={({ target }) => setPrice(target.value)}
              error={amount === undefined ? t('priceWrong') : undefined}
              hint={t('priceHint')}
            />
            <Select
              label={t('currency')}
              value={token.symbol}
              onChange={({ target }) =>
                setToken(currencies.find(({ symbol }) => symbol === target.value) ?? currencies[0])
              }
              options={currencies.map(({ symbol }) => ({ value: symbol, label: symbol }))}
            />
          </div>
          <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-10">
            <input
              type="checkbox"
              className="size-4 accent-(--color-accent)"
              checked={inParts}
              onChange={({ target }) => setInParts(target.checked)}
            />
            {t('inParts')}
          </label>
          {deliverer === 'self' && (
            <Select
              label={t('follows')}
              value={feed}
              onChange={({ target }) => setFeed(target.value)}
              options={[
                { value: '', label: t('followsNothing') },
                ...oracleFeeds.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
          {feed !== '' && <p className="text-muted text-sm">{t('followsText')}</p>}
          <div className="grid grid-cols-2 gap-3">
            <Input
              label={t('hours')}
              inputMode="decimal"
              value={hours}
              onChange={({ target }) => setHours(target.value)}
              hint={t('hoursHint')}
            />
            <Input
              label={t('days')}
              inputMode="numeric"
              value={days}
              onChange={({ target }) => setDays(target.value)}
            />
          </div>
          {stake > 0n && (
            <p className="text-sm">
              {t('stake')} <Price value={stake} token={token.address} />. {t('stakeWhy')}
            </p>
          )}
          <Funds connection={connection} token={token.address} needed={stake} />
          <FreeGas address={connection.address} gas={usualGas.publish} isGuess />
          <Button type="submit" variant="primary" busy={publish.busy} disabled={!isReady} className="self-start">
            {t('publish')}
          </Button>
          <div role="status">{publish.step && <Progress label={t(`steps.${publish.step}`)} />}</div>
          <Failure error={publish.error} />
        </div>
      </Card>
    </form>
  )
}

function Published({ listing }: { listing: string }) {
  const t = useTranslations('sell')
  return (
    <Card className="mt-6 flex flex-col items-start gap-3 p-5">
      <p className="font-bold text-good text-lg">{t('published')}</p>
      <p className="text-sm">{t('publishedText')}</p>
      <div className="flex flex-wrap gap-3">
        <PageLink href={`/market/listing?id=${listing}`} className={buttonClass({ variant: 'primary' })}>
          {t('seeListing')}
        </PageLink>
        <PageLink href="/sell" className={buttonClass({})}>
          {t('toSell')}
        </PageLink>
      </div>
    </Card>
  )
}
