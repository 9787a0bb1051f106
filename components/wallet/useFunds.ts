'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import { firstRun } from './firstRun.ts'
import { useTask } from './useTask.ts'

/** Returns how to get development funds, and the transfer that brought them. */
export function useFunds(address: Address) {
  const t = useTranslations('faucet')
  const toast = useToast()
  const task = useTask()
  const [received, setReceived] = useState<Hex>()
  const get = () =>
    task.run(async () => {
      const { requestFunds } = await import('./requestFunds.ts')
      const { qdt } = await requestFunds(address)
      setReceived(qdt)
      if (firstRun.get() === undefined) firstRun.set('funded')
      toast({ title: t('done'), tone: 'good' })
    })
  return { ...task, get, received }
}
