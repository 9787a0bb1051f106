'use client'

import { useTranslations } from 'next-intl'
import type { SaleState } from '../../lib/appraisal/vehicleSale.ts'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { Money } from './Money.tsx'
import { usePlainClient } from './usePlainClient.ts'

export const saleTones: Record<SaleState, Tone> = {
  none: 'neutral',
  open: 'accent',
  funded: 'warn',
  disputed: 'bad',
  released: 'good',
  undone: 'neutral',
}

/** The cars that are or were for sale, newest offer first. */
export function SaleList() {
  const t = useTranslations('sale')
  const plain = usePlainClient()
  const query = useChainQuery({
    queryKey: ['sales'],
    queryFn: async (client) => {
      const [{ readSales }, logs] = await Promise.all([import('../../lib/appraisal/vehicleSale.ts'), plain()])
      return readSales({ client, logs })
    },
    againMs: () => 10_000,
  })
  return (
    <QueryState query={query} rows={4}>
      {(sales) => (
        <Card>
          <CardHeader
            title={t('offers')}
            note={t('count', { count: sales.length })}
            action={<Shield proof={query.proof} />}
          />
          {sales.length === 0 ? (
            <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
          ) : (
            <Table caption={t('offers')}>
              <thead>
                <tr>
                  <Th>{t('vehicle')}</Th>
                  <Th>{t('state')}</Th>
                  <Th align="right">{t('price')}</Th>
                  <Th>
                    <span className="sr-only">{t('one')}</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {sales.map(({ id, terms, status }) => (
                  <Tr key={id}>
                    <Td>
                      <PageLink href={`/vehicle?id=${terms.vehicleId}`} className="text-accent underline">
                        {t('vehicleId', { id: String(terms.vehicleId) })}
                      </PageLink>
                    </Td>
                    <Td>
                      <Badge tone={saleTones[status.state]}>{t(`states.${status.state}`)}</Badge>
                    </Td>
                    <Td align="right">
                      <Money value={terms.price} token={terms.token} />
                    </Td>
                    <Td align="right">
                      <PageLink href={`/sale?id=${id}`} className="font-semibold text-accent underline">
                        {t('open')}
                      </PageLink>
                    </Td>
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
