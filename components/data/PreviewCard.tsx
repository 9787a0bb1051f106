'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { PublicFact } from '../../lib/market/description.ts'
import { QueryState } from '../explorer/QueryState.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { SetProps } from './DataSetView.tsx'
import { dataHandle } from './dataHandle.ts'
import { useDataWords } from './useDataWords.ts'
import { useSigning } from './useSigning.ts'

/** Everything that becomes public, before it is signed. */
export function PreviewCard({ record, connection }: SetProps) {
  const t = useTranslations('dataSet')
  const { sign } = useSigning(connection)
  const { busy, error, run } = useTask()
  const say = useDataWords()
  const query = useQuery({
    queryKey: ['data', 'preview', record.id],
    queryFn: () => dataHandle().preview({ id: record.id }),
  })
  const onSign = () =>
    run(async () => {
      const { typedData } = await dataHandle().preview({ id: record.id })
      await dataHandle().sign({ id: record.id, signature: await sign(typedData) })
    })
  return (
    <QueryState query={query} rows={6}>
      {({ facts }) => (
        <Card>
          <CardHeader title={t('previewTitle')} />
          <p className="px-4 pt-3 text-sm">{t('previewNote')}</p>
          <FactTable title={t('chosenTitle')} facts={facts.filter(({ chosen }) => chosen)} />
          <FactTable title={t('alwaysTitle')} facts={facts.filter(({ chosen }) => !chosen)} />
          <p className="px-4 pt-3 text-muted text-sm">{t('lengthNote')}</p>
          <div className="flex flex-wrap items-center gap-3 p-4">
            <Button variant="primary" busy={busy} onClick={onSign}>
              {t('sign')}
            </Button>
            <span role="status" className="text-muted text-sm">
              {busy ? t('signing') : ''}
            </span>
            <p role="alert" className="text-bad text-sm empty:hidden">
              {say(error)}
            </p>
          </div>
        </Card>
      )}
    </QueryState>
  )
}

function FactTable({ title, facts }: { title: string; facts: readonly PublicFact[] }) {
  const t = useTranslations('dataSet')
  return (
    <div className="pt-4">
      <h3 className="px-4 pb-1 font-bold text-sm">{title}</h3>
      <Table caption={title}>
        <thead className="sr-only">
          <tr>
            <Th>{t('field')}</Th>
            <Th>{t('value')}</Th>
          </tr>
        </thead>
        <tbody>
          {facts.map(({ path, value }) => (
            <Tr key={path}>
              <Td className="w-48 font-mono text-muted text-xs">{path}</Td>
              <Td className="wrap-anywhere whitespace-normal">{String(value)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
