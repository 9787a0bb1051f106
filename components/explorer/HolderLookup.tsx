'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { Token } from '../../lib/chain/readToken.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'

/** How much of the token an address holds. */
export function HolderLookup({ token }: { token: Token }) {
  const t = useTranslations('token')
  const [holder, setHolder] = useState('')
  const query = useChainQuery({
    queryKey: ['tokenBalance', token.address, holder],
    queryFn: async (client) => {
      const { readTokenBalance } = await import('../../lib/chain/readToken.ts')
      return readTokenBalance(client, token.address, holder)
    },
    enabled: holder !== '',
  })
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setHolder(String(new FormData(event.currentTarget).get('holder')).trim())
  }
  return (
    <Card>
      <CardHeader title={t('holderTitle')} />
      <form onSubmit={onSubmit} className="p-4">
        <Input
          name="holder"
          mono
          required
          autoComplete="off"
          spellCheck={false}
          label={t('holder')}
          hint={t('holderHint')}
          error={query.error ? t(query.error.name.startsWith('Chain.') ? 'holderBad' : 'holderFailed') : undefined}
          action={
            <Button type="submit" variant="primary" busy={query.isFetching}>
              {t('lookUp')}
            </Button>
          }
        />
        <output className="mt-2 block font-semibold">
          {query.data !== undefined && <Amount value={query.data} decimals={token.decimals} unit={token.symbol} />}
        </output>
      </form>
    </Card>
  )
}
