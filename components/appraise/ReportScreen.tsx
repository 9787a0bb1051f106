'use client'

import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Suspense, useEffect } from 'react'
import { NothingHere } from '../explorer/NothingHere.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Both } from '../i18n/Both.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { ReportView } from './ReportView.tsx'
import { SheetLanguage } from './SheetLanguage.tsx'
import { SheetLanguageChoice } from './SheetLanguageChoice.tsx'
import { useStorageNodes } from './useStorageNodes.ts'

/** A report by its content id: fetched, checked against the id, and every line held against the chain. No account needed. */
export function ReportScreen() {
  return (
    <Suspense>
      <SheetLanguage>
        <Report />
      </SheetLanguage>
    </Suspense>
  )
}

function Report() {
  const t = useTranslations('report')
  const cid = useSearchParams().get('cid') ?? ''
  const nodes = useStorageNodes()
  usePreparedChecks(cid !== '')
  const query = useQuery({
    queryKey: ['report', cid],
    queryFn: async ({ signal }) => {
      const [{ fetchBlock }, { parseReport }] = await Promise.all([
        import('../../lib/ipfs/fetchBlock.ts'),
        import('../../lib/appraisal/appraisalReport.ts'),
      ])
      return parseReport(await fetchBlock({ cid, nodes: await nodes(), signal }))
    },
    enabled: cid !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <>
      <PageHeader
        title={<Both of="report">{(t) => t('title')}</Both>}
        tabTitle={t('title')}
        purpose={
          <Both of="report" look="beneath">
            {(t) => t('purpose')}
          </Both>
        }
        help="appraise"
      >
        <SheetLanguageChoice />
        <Button size="sm" className="print:hidden" onClick={() => print()}>
          <Printer aria-hidden className="size-4" />
          {t('print')}
        </Button>
      </PageHeader>
      {cid === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : (
        <QueryState query={query} rows={8}>
          {(report) => <ReportView report={report} cid={cid} />}
        </QueryState>
      )}
    </>
  )
}

/** A visitor waits for the checks: what they need is fetched beside the report, not after it. */
function usePreparedChecks(isWanted: boolean) {
  const chain = useChain()
  useEffect(() => {
    if (!isWanted) return
    const prepare = async () => {
      const [{ prepareChecks }, client] = await Promise.all([
        import('../../lib/appraisal/verifyReport.ts'),
        chain.client(),
      ])
      await prepareChecks(client)
    }
    // Whatever is not there is met again, and named, when the report is checked.
    prepare().catch(() => {})
  }, [isWanted, chain])
}
