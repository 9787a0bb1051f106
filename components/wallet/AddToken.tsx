'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'
import { useFailureWords } from './useFailureWords.ts'
import { useTask } from './useTask.ts'
import { useTokens } from './useTokens.ts'

/** Adds a token that somebody issued to those that the wallet shows, by its address alone. */
export function AddToken({ onAdded }: { onAdded(address: Address): void }) {
  const t = useTranslations('walletSend')
  const chain = useChain()
  const { add } = useTokens()
  const { busy, error, run, clear } = useTask()
  const say = useFailureWords()
  const [text, setText] = useState('')
  const onAdd = () =>
    run(async () => {
      const { readTokenName } = await import('../../lib/wallet/ownTokens.ts')
      const token = await readTokenName(await chain.client(), text.trim())
      add(token)
      onAdded(token.address)
    })
  return (
    <Input
      label={t('tokenAddress')}
      value={text}
      onChange={({ target }) => {
        clear()
        setText(target.value)
      }}
      hint={t('tokenHint')}
      error={say(error)}
      autoComplete="off"
      spellCheck={false}
      mono
      action={
        <Button busy={busy} disabled={text.trim() === ''} onClick={onAdd}>
          {t('tokenAdd')}
        </Button>
      }
    />
  )
}
