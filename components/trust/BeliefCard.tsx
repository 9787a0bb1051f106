'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Hash } from '../chain/Hash.tsx'
import { Shield } from '../chain/Shield.tsx'
import { useHeadProof } from '../chain/useHeadProof.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { useLightView } from '../providers/useLightView.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { CheckpointForm } from './CheckpointForm.tsx'
import { useAnchor } from './useAnchor.ts'

/** The chain of trust from the anchor to the head, with ages rather than a word like synced. */
export function BeliefCard() {
  const t = useTranslations('trust')
  const format = useFormatter()
  const { data: anchor } = useAnchor()
  const view = useLightView()
  const head = view?.head
  const waiting = <Skeleton className="w-40" />
  return (
    <Card>
      <CardHeader title={t('belief')} action={<Shield proof={useHeadProof()} />} />
      <Facts>
        <Fact name={t('anchor')} note={t('anchorNote')}>
          {anchor ? <Hash value={anchor.genesisHash} what={t('anchor')} /> : waiting}
        </Fact>
        <Fact name={t('rule')}>
          {anchor ? t(`rules.${anchor.quorumRule}`, { blocks: format.number(anchor.epochBlocks) }) : waiting}
        </Fact>
        <Fact name={t('head')}>
          {head ? (
            <>
              <ExplorerLink kind="block" id={String(head.number)}>
                {format.number(head.number)}
              </ExplorerLink>{' '}
              <span className="text-muted">
                <TimeAgo timestampMs={head.timestamp * 1000} />
              </span>{' '}
              <Hash value={head.hash} what={t('headHash')} />
            </>
          ) : (
            waiting
          )}
        </Fact>
        <Fact name={t('set')}>
          {head ? t('setOf', { count: head.setSize, epoch: head.setEpoch, quorum: head.quorum }) : waiting}
        </Fact>
        <Fact name={t('seen')}>{view?.seenAtMs ? <TimeAgo timestampMs={view.seenAtMs} /> : waiting}</Fact>
        <Fact name={t('work')}>{view ? t(`role.${view.role}`) : waiting}</Fact>
        <Fact name={t('news')}>{view ? t(`via.${view.via}`) : waiting}</Fact>
        {view?.error && (
          <Fact name={t('failure')}>
            <span className="text-bad">{view.error.message}</span>
            <span className="block font-mono text-muted text-xs">{view.error.name}</span>
          </Fact>
        )}
      </Facts>
      {view?.lapse && <CheckpointForm lapse={view.lapse} />}
      <Forget />
    </Card>
  )
}

function Forget() {
  const t = useTranslations('trust')
  const chain = useChain()
  const [isOpen, setOpen] = useState(false)
  const forget = async () => {
    const { handle } = await chain.light()
    await handle.api.clear()
    window.location.reload()
  }
  return (
    <div className="border-line border-t p-4">
      <Button size="sm" onClick={() => setOpen(true)}>
        {t('forget')}
      </Button>
      <p className="mt-1.5 text-muted text-sm">{t('forgetNote')}</p>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('forget')}
        description={t('forgetAsk')}
        closeLabel={t('close')}
      >
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setOpen(false)}>{t('keep')}</Button>
          <Button variant="danger" onClick={() => void forget()}>
            {t('forgetNow')}
          </Button>
        </div>
      </Dialog>
    </div>
  )
}
