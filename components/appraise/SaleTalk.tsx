'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { useSigning } from '../data/useSigning.ts'
import { QueryState } from '../explorer/QueryState.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { useTask } from '../wallet/useTask.ts'
import { useWallet } from '../wallet/useWallet.ts'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { MessageForm } from './MessageForm.tsx'
import type { TalkThread } from './readTalk.ts'
import { TalkEntryLine } from './TalkEntryLine.tsx'
import { useActionWords } from './useActionWords.ts'
import { useSaleOffer } from './useSaleOffer.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/** Questions, bids and times for a test drive: the words between two are sealed to them, the rest is public. */
export function SaleTalk({ sale }: { sale: VehicleSale }) {
  const { connection } = useWallet()
  return <Talk key={connection?.address ?? ''} sale={sale} connection={connection} />
}

/** Who reads: the account in use, with the secret of its talks once its wallet gave it. */
export type Reader = {
  address: Address | undefined
  secret: Uint8Array | undefined
  /** Asks the wallet where it has not yet. */
  unlock(): Promise<Uint8Array>
}

const nobody = { address: `0x${'0'.repeat(40)}`, kind: 'injected' } as const

function useReader({ terms }: VehicleSale, connection: WalletConnection | undefined): Reader {
  const { seed } = useSigning(connection ?? nobody)
  const [secret, setSecret] = useState<Uint8Array>()
  async function unlock(): Promise<Uint8Array> {
    if (secret) return secret
    const { deriveTalkSecret } = await import('../../lib/appraisal/saleMessage.ts')
    const made = await deriveTalkSecret(await seed(), terms.vehicleId)
    setSecret(made)
    return made
  }
  return { address: connection?.address, secret, unlock }
}

/** What seller and buyer have sent each other since the payment. */
function useSaleNotes(sale: VehicleSale) {
  const { data = [] } = useChainQuery({
    queryKey: ['saleNotes', sale.id, sale.status.buyer],
    queryFn: async (client) => {
      const { readSaleNotes } = await import('../../lib/appraisal/saleNotes.ts')
      return readSaleNotes(client, sale)
    },
    enabled: sale.status.buyer !== undefined,
    againMs: () => 5_000,
  })
  return data
}

function Talk({ sale, connection }: { sale: VehicleSale; connection: WalletConnection | undefined }) {
  const t = useTranslations('talk')
  const nodes = useStorageNodes()
  const reader = useReader(sale, connection)
  const notes = useSaleNotes(sale)
  const bids = sale.events.filter(({ name }) => name === 'Bid')
  const said = [...bids, ...notes].map(({ transaction }) => transaction)
  const query = useQuery({
    queryKey: ['saleTalk', sale.id, said, connection?.address, reader.secret !== undefined],
    queryFn: async ({ signal }) => {
      const { readTalk } = await import('./readTalk.ts')
      return readTalk(sale, { nodes: await nodes(), notes, secret: reader.secret, signal })
    },
    placeholderData: (before) => before,
    staleTime: 30_000,
  })
  return (
    <Card>
      <CardHeader title={t('title')} note={t('count', { count: said.length })} />
      <p className="max-w-prose px-4 pt-3 text-muted text-sm">{t('privacy')}</p>
      <QueryState query={query} rows={2}>
        {(threads) => <Threads sale={sale} threads={threads} reader={reader} />}
      </QueryState>
    </Card>
  )
}

function Threads({ sale, threads, reader }: { sale: VehicleSale; threads: readonly TalkThread[]; reader: Reader }) {
  const t = useTranslations('talk')
  const { data: found } = useSaleOffer(sale)
  const { address, secret } = reader
  const { terms, status } = sale
  const isMine = (other: Address | undefined) => other !== undefined && other.toLowerCase() === address?.toLowerCase()
  const isSeller = isMine(terms.seller)
  const isOpen = status.state === 'open'
  const own = threads.filter((thread) => isSeller || isMine(thread.with))
  const others = threads.filter((thread) => !own.includes(thread))
  const hasSealed = own.some(({ entries }) => entries.some(({ cid }) => cid !== ''))
  const mayAsk = isOpen ? address !== undefined && !isSeller && !isMine(terms.arbitrator) : isMine(status.buyer)
  const mayAnswer = (thread: TalkThread) => isSeller && (isOpen || thread.with === status.buyer)
  const isUnasked = isSeller && status.buyer && !threads.some((thread) => mayAnswer(thread) && thread.point)
  return (
    <>
      {hasSealed && !secret && <UnlockButton reader={reader} />}
      {[...own, ...others].map((thread) => (
        <Thread key={thread.with} sale={sale} thread={thread} reader={reader} mayAnswer={mayAnswer(thread)} />
      ))}
      {threads.length === 0 && <p className="px-4 py-3 text-sm">{t(isOpen ? 'nothing' : 'nothingSaid')}</p>}
      {isUnasked && <p className="px-4 pb-3 text-muted text-sm">{t('unasked')}</p>}
      {mayAsk && <MessageForm sale={sale} reader={reader} to={found?.offer.readingPoint} isBuyer />}
    </>
  )
}

function Thread(props: { sale: VehicleSale; thread: TalkThread; reader: Reader; mayAnswer: boolean }) {
  const { sale, thread, reader, mayAnswer } = props
  const t = useTranslations('talk')
  return (
    <section aria-label={t('with', { address: thread.with })} className="border-line border-t first-of-type:mt-3">
      <ol className="flex flex-col gap-3 p-4">
        {thread.entries.map((entry) => (
          <TalkEntryLine
            key={entry.transaction}
            {...{ sale, entry, reader }}
            isAccepted={thread.entries.some(
              ({ from, message }) => from !== entry.from && message?.accepts === entry.cid,
            )}
          />
        ))}
      </ol>
      {mayAnswer && thread.point && <MessageForm sale={sale} reader={reader} to={thread.point} isBuyer={false} />}
    </section>
  )
}

function UnlockButton({ reader }: { reader: Reader }) {
  const t = useTranslations('talk')
  const say = useActionWords()
  const { busy, error, run } = useTask()
  return (
    <div className="px-4 pt-3">
      <Button busy={busy} onClick={() => run(() => reader.unlock())}>
        {t('unlock')}
      </Button>
      <p role="alert" className="mt-1 text-bad text-sm empty:hidden">
        {say(error)}
      </p>
    </div>
  )
}
