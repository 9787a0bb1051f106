'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { ActionButton } from './ActionButton.tsx'
import { dropDraft, type RecordDraft, readDrafts } from './recordDrafts.ts'
import { useDesk } from './useDesk.ts'

/** Records that wait for a connection; each is sent by hand, since the wallet asks for it. */
export function RecordQueue() {
  const t = useTranslations('record')
  const { data: drafts = [] } = useQuery({ queryKey: ['recordDrafts'], queryFn: readDrafts, networkMode: 'always' })
  if (drafts.length === 0) return null
  return (
    <Card>
      <CardHeader title={t('queue')} note={t('queueCount', { count: drafts.length })} />
      <ul>
        {drafts.map((draft) => (
          <Waiting key={draft.id} draft={draft} />
        ))}
      </ul>
    </Card>
  )
}

function Waiting({ draft }: { draft: RecordDraft }) {
  const t = useTranslations('record')
  const queries = useQueryClient()
  const desk = useDesk()
  const { connection } = useWallet()
  const drop = async () => {
    await dropDraft(draft.id)
    await queries.invalidateQueries({ queryKey: ['recordDrafts'] })
  }
  return (
    <li className="border-line border-b last:border-b-0">
      <p className="px-4 pt-3 font-semibold text-sm">
        {t('formTitle', { id: draft.code.vehicleId })}: {draft.document.title}
      </p>
      {connection && (
        <ActionButton
          address={connection.address}
          label={t('send')}
          action={async (context) => {
            const { sendRecord } = await import('./sendRecord.ts')
            await sendRecord(await desk(context), draft)
            await drop()
          }}
        >
          {t('sendText')}
        </ActionButton>
      )}
      <div className="px-4 pb-3">
        <Button size="sm" variant="quiet" onClick={drop}>
          {t('drop')}
        </Button>
      </div>
    </li>
  )
}
