'use client'

import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import type { ValidationReport } from '../../lib/dictionary/ValidationReport.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { formatSpan } from './formatSpan.ts'

type ReportProps = { report: ValidationReport; dictionary: Dictionary; name?: string; isShort?: boolean }

/** What a person wants to know of data: is it good, what is wrong where, how complete and how steady is it. */
export function ReportView({ report, name = '', isShort = false }: ReportProps) {
  const t = useTranslations('dictionaryReport')
  const { isValid, records, validRecords } = report
  return (
    <div className="flex flex-col gap-4">
      {!isShort && (
        <p role="status" className="flex items-start gap-2 font-semibold">
          {isValid ? (
            <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-good" />
          ) : (
            <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warn" />
          )}
          {isValid ? t('allGood', { name, records }) : t('someBad', { name, records, bad: records - validRecords })}
        </p>
      )}
      {!isValid && <Issues report={report} />}
      {!isShort && records > 0 && <Quality report={report} />}
    </div>
  )
}

function Issues({ report }: { report: ValidationReport }) {
  const t = useTranslations('dictionaryReport')
  const shown = report.summary.slice(0, 50)
  return (
    <ul className="divide-y divide-line border-line border-y text-sm">
      {shown.map(({ path, rule, count, firstRecord }) => {
        const example = report.examples.find((issue) => issue.path === path && issue.rule === rule)
        return (
          <li key={`${path} ${rule}`} className="py-2">
            <p>
              <span className="break-all font-mono font-semibold">{path || t('record')}</span>{' '}
              {t(`rules.${rule}`, { count, first: firstRecord })}
            </p>
            {example && (
              <p className="text-muted">
                {t('expectedFound', { expected: example.expected || t(`expects.${rule}`), found: example.found })}
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Quality({ report: { quality } }: { report: ValidationReport }) {
  const t = useTranslations('dictionaryReport')
  const format = useFormatter()
  const { time, place, completeness } = quality
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 1 })
  const date = (ms: number) => format.dateTime(ms, { dateStyle: 'medium', timeStyle: 'medium' })
  const present = quality.fields.filter((field) => field.present > 0)
  const figures: [string, string][] = [
    [t('completeness'), percent(completeness)],
    ...(time
      ? ([
          [t('span'), `${date(time.from)} – ${date(time.to)}`],
          [t('rate'), time.ratePerSecond === undefined ? '—' : t('perSecond', { rate: time.ratePerSecond })],
          [
            t('gaps'),
            time.gaps.count === 0
              ? t('noGaps')
              : t('gapsWords', { count: time.gaps.count, longest: formatSpan(time.gaps.longestMs) }),
          ],
          [t('duplicates'), format.number(time.duplicates)],
          [
            t('jumps'),
            time.clockJumps.count === 0
              ? '0'
              : t('jumpsWords', { count: time.clockJumps.count, largest: formatSpan(time.clockJumps.largestMs) }),
          ],
        ] as [string, string][])
      : []),
    ...(place
      ? ([
          [
            t('place'),
            `${place.south.toFixed(2)}, ${place.west.toFixed(2)} – ${place.north.toFixed(2)}, ${place.east.toFixed(2)}`,
          ],
        ] as [string, string][])
      : []),
  ]
  return (
    <>
      <dl className="grid gap-x-4 text-sm sm:grid-cols-[auto_1fr]">
        {figures.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
      </dl>
      <Table caption={t('byField')}>
        <thead>
          <tr>
            <Th>{t('field')}</Th>
            <Th align="right">{t('complete')}</Th>
            <Th align="right">{t('least')}</Th>
            <Th align="right">{t('most')}</Th>
          </tr>
        </thead>
        <tbody>
          {present.slice(0, 200).map((field) => (
            <Tr key={field.path}>
              <Td className="font-mono">{field.path}</Td>
              <Td align="right">{percent(field.completeness)}</Td>
              <Td align="right">{field.min ?? ''}</Td>
              <Td align="right">{field.max ?? ''}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}
