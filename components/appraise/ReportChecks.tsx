'use client'

import { CircleAlert, CircleCheck, CircleDashed, History } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { AppraisalReport } from '../../lib/appraisal/appraisalReport.ts'
import type { ReportCheck } from '../../lib/appraisal/verifyReport.ts'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
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
  const t = useTranslations('report')
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length
  return (
    <Card>
      <CardHeader
        title={t('checks')}
        note={<Badge tone={failed > 0 ? 'bad' : 'good'}>{t('failedCount', { count: failed })}</Badge>}
        action={shield}
      />
      <ul className="flex flex-col gap-3 p-4 text-sm">
        <Line outcome="verified" text={t('lines.signature')} />
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} />
        ))}
      </ul>
    </Card>
  )
}

function CheckLine({ check: { id, outcome, facts } }: { check: ReportCheck }) {
  const t = useTranslations('report')
  const format = useFormatter()
  const number = (name: string) => format.number(Number(facts[name] ?? 0))
  const text = {
    chain: () => t('lines.chain'),
    block: () => t('lines.block', { number: number('blockNumber') }),
    vehicle: () => t('lines.vehicle'),
    records: () => t('lines.records', { count: Number(facts.records ?? 0) }),
    odometer: () => t('lines.odometer'),
    value: () => t('lines.value'),
    reading: () => t('lines.reading'),
    order: () => t('lines.order', { id: String(facts.jobId ?? '') }),
    newer: () => t('lines.newer', { count: Number(facts.newer ?? 0) }),
  }[id]()
  return <Line outcome={outcome} text={text} />
}

function Line({ outcome, text }: { outcome: ReportCheck['outcome']; text: string }) {
  const t = useTranslations('report')
  const { icon: Icon, colour } = looks[outcome]
  return (
    <li className="flex gap-2">
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', colour)} />
      <span>
        {text} <span className={cx('font-semibold', colour)}>{t(`outcomes.${outcome}`)}</span>
      </span>
    </li>
  )
}
