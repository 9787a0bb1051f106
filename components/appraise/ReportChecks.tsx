'use client'

import { CircleAlert, CircleCheck, CircleDashed, History } from 'lucide-react'
import type { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { AppraisalReport } from '../../lib/appraisal/appraisalReport.ts'
import type { ReportCheck } from '../../lib/appraisal/verifyReport.ts'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { Both } from '../i18n/Both.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { cx } from '../ui/cx.ts'
import { usePlainClient } from './usePlainClient.ts'

const looks = {
  verified: { icon: CircleCheck, colour: 'text-good' },
  failed: { icon: CircleAlert, colour: 'text-bad' },
  stated: { icon: CircleDashed, colour: 'text-muted' },
  changed: { icon: History, colour: 'text-warn' },
} as const

/** Every line of a report held against the chain, here and now. */
export function ReportChecks({ report }: { report: AppraisalReport }) {
  const chain = useChain()
  const plain = usePlainClient()
  const query = useChainQuery({
    queryKey: ['reportChecks', report.signature],
    queryFn: async (client) => {
      const [{ verifyReport }, { genesisHash = report.genesisHash }, logs] = await Promise.all([
        import('../../lib/appraisal/verifyReport.ts'),
        chain.config(),
        plain(),
      ])
      return verifyReport({ client, logs, genesisHash }, report)
    },
  })
  return (
    <QueryState query={query} rows={8}>
      {(checks) => <Checks checks={checks} shield={<Shield proof={query.proof} />} />}
    </QueryState>
  )
}

function Checks({ checks, shield }: { checks: readonly ReportCheck[]; shield: ReactNode }) {
  const count = checks.filter(({ outcome }) => outcome === 'failed').length
  return (
    <Card>
      <CardHeader
        title={<Both of="report">{(t) => t('checks')}</Both>}
        note={
          <Badge tone={count > 0 ? 'bad' : 'good'}>
            <Both of="report" look="inBadge">
              {(t) => t('failedCount', { count })}
            </Both>
          </Badge>
        }
        action={shield}
      />
      <ul className="flex flex-col gap-3 p-4 text-sm print:gap-1 print:text-xs">
        <Line outcome="verified">{(t) => t('lines.signature')}</Line>
        {checks.map((check) => (
          <Line key={check.id} outcome={check.outcome}>
            {(t, format) => checkWords({ t, format }, check)}
          </Line>
        ))}
      </ul>
    </Card>
  )
}

const usd = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 } as const

type Language = { t: ReturnType<typeof useTranslations<'report'>>; format: ReturnType<typeof useFormatter> }

function checkWords({ t, format }: Language, { id, facts, outcome }: ReportCheck): string {
  const count = (name: string) => Number(facts[name] ?? 0)
  const date = () => format.dateTime(count('at') * 1_000, { dateStyle: 'medium' })
  return {
    chain: () => t('lines.chain'),
    block: () => t('lines.block', { number: format.number(count('blockNumber')) }),
    vehicle: () => t('lines.vehicle'),
    records: () => t('lines.records', { count: count('records') }),
    odometer: () => t('lines.odometer'),
    regressions: () => t('lines.regressions', { count: count('regressions') }),
    registered: () => t('lines.registered', { date: date() }),
    time: () => t('lines.time', { date: date() }),
    price: () => t('lines.price', { price: format.number(count('newPriceUsd'), usd) }),
    sales: () => t('lines.sales', { count: count('sales') }),
    severity: () => t('lines.severity'),
    value: () => t(outcome === 'stated' ? 'lines.valueStated' : 'lines.value'),
    reading: () => t('lines.reading'),
    order: () => t('lines.order', { id: String(facts.jobId ?? '') }),
    newer: () => t('lines.newer', { count: count('newer') }),
  }[id]()
}

function Line({
  outcome,
  children,
}: {
  outcome: ReportCheck['outcome']
  children(t: Language['t'], format: Language['format']): string
}) {
  const { icon: Icon, colour } = looks[outcome]
  return (
    <li className="flex break-inside-avoid gap-2">
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', colour)} />
      <span>
        <Both of="report" look="beneath">
          {(t, format) => (
            <>
              {children(t, format)} <span className={cx('font-semibold', colour)}>{t(`outcomes.${outcome}`)}</span>
            </>
          )}
        </Both>
      </span>
    </li>
  )
}
