'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { JobBadge } from './JobBadge.tsx'
import { Money } from './Money.tsx'

const shown = 50

/** The newest appraisals that were ordered. */
export function JobList() {
  const t = useTranslations('job')
  const format = useFormatter()
  const query = useChainQuery({
    queryKey: ['appraisalJobs'],
    queryFn: async (client) => {
      const { readJobs } = await import('../../lib/appraisal/appraisalJob.ts')
      return readJobs(client, { limit: shown })
    },
    againMs: () => 10_000,
  })
  return (
    <QueryState query={query} rows={4}>
      {(jobs) => (
        <Card>
          <CardHeader
            title={t('jobs')}
            note={t('count', { count: jobs.length })}
            action={<Shield proof={query.proof} />}
          />
          {jobs.length === 0 ? (
            <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
          ) : (
            <Table caption={t('jobs')}>
              <thead>
                <tr>
                  <Th>{t('number')}</Th>
                  <Th>{t('state')}</Th>
                  <Th align="right">{t('fee')}</Th>
                  <Th>{t('deadline')}</Th>
                </tr>
              </thead>
              <tbody>
                {jobs.map((job) => (
                  <Tr key={String(job.id)}>
                    <Td>
                      <PageLink href={`/appraisal?id=${job.id}`} className="font-semibold text-accent underline">
                        {t('one', { id: String(job.id) })}
                      </PageLink>
                      <PageLink href={`/vehicle?id=${job.vehicleId}`} className="block text-muted underline">
                        {t('vehicleId', { id: String(job.vehicleId) })}
                      </PageLink>
                    </Td>
                    <Td>
                      <JobBadge job={job} />
                    </Td>
                    <Td align="right">
                      <Money value={job.fee} token={job.token} />
                    </Td>
                    <Td>{format.dateTime(job.deadline * 1_000, { dateStyle: 'medium', timeStyle: 'short' })}</Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          )}
        </Card>
      )}
    </QueryState>
  )
}
