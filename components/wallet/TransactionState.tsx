'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Hex } from '../../lib/bytes/hex.ts'
import { useTransactionState } from './useTransactionState.ts'

const tones = {
  waiting: 'text-muted',
  inBlock: 'text-ink',
  final: 'text-good',
  reverted: 'text-bad',
  unknown: 'text-warn',
}

/** Where a transaction is: waiting, in a block, final. It follows the chain by itself. */
export function TransactionState({ hash }: { hash: Hex }) {
  const t = useTranslations('sentToast')
  const format = useFormatter()
  const state = useTransactionState(hash)
  const number = state.blockNumber === undefined ? '' : format.number(state.blockNumber)
  return (
    <span role="status" className={`font-semibold ${tones[state.kind]}`}>
      {t(`states.${state.kind}`, { number })}
    </span>
  )
}
