'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { usualGas } from '../../lib/market/usualGas.ts'
import { Hash } from '../chain/Hash.tsx'
import { Shield } from '../chain/Shield.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { FreeGas } from '../wallet/FreeGas.tsx'
import { useTask } from '../wallet/useTask.ts'
import { useWalletLink } from '../wallet/WalletProvider.tsx'
import type { SetProps } from './DataSetView.tsx'
import { useDataWords } from './useDataWords.ts'
import { useSigning } from './useSigning.ts'

/** Whether the chain knows what this data set commits to; registered, nobody can change or date it back. */
export function RegisterCard({ record, connection }: SetProps) {
  const t = useTranslations('dataSet')
  const chain = useChain()
  const { session } = useWalletLink()
  const { sign } = useSigning(connection)
  const queries = useQueryClient()
  const say = useDataWords()
  const { busy, error, run } = useTask()
  const key = ['data', 'registration', record.id]

  const read = async () => {
    const [{ parseDescription }, { createRegistration }] = await Promise.all([
      import('../../lib/market/description.ts'),
      import('../../lib/market/registerDataSet.ts'),
    ])
    const { text, cid } = record.description!
    const input = { description: await parseDescription(text), text, cid, publisher: record.owner }
    return { input, id: createRegistration(input).id }
  }
  const query = useChainQuery({
    queryKey: key,
    queryFn: async (client) => {
      const { readRegistration } = await import('../../lib/market/readRegistration.ts')
      const { id } = await read()
      return { id, entry: await readRegistration(client, id) }
    },
  })
  const register = () =>
    run(async () => {
      const [{ registerDataSet }, wallet] = await Promise.all([
        import('../../lib/market/registerDataSet.ts'),
        session(),
      ])
      const client = (await chain.client()) as NodeClient
      const account = { address: connection.address, send: wallet.send, signTypedData: sign }
      await registerDataSet({ client, account }, (await read()).input)
      await queries.invalidateQueries({ queryKey: key })
    })
  const entry = query.data?.entry
  return (
    <Card aria-busy={query.isFetching}>
      <CardHeader title={t('chainTitle')} action={query.data && <Shield proof={query.proof} />} />
      <Facts>
        <Fact name={t('chainState')}>
          {query.data && (entry ? <Badge tone="good">{t('registered')}</Badge> : <Badge>{t('notRegistered')}</Badge>)}
        </Fact>
        {query.data && (
          <Fact name={t('chainId')}>
            <Hash value={query.data.id} what={t('chainId')} />
          </Fact>
        )}
      </Facts>
      <div className="flex flex-col items-start gap-3 px-4 pb-4">
        <p className="text-muted text-sm">{t('chainNote')}</p>
        {query.data && !entry && (
          <>
            <FreeGas address={connection.address} gas={usualGas.register} isGuess />
            <Button busy={busy} onClick={register}>
              {t('register')}
            </Button>
          </>
        )}
        <p role="alert" className="text-bad text-sm empty:hidden">
          {say(error ?? query.error ?? undefined)}
        </p>
      </div>
    </Card>
  )
}
