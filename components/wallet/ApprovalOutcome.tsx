'use client'

import { useTranslations } from 'next-intl'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { combineEvidence, type ReadProof } from '../../lib/light/ReadProof.ts'
import type { ApprovalRequest } from '../../lib/wallet/createApprovals.ts'
import type { BalanceChange, Simulation } from '../../lib/wallet/simulateTransaction.ts'
import { Shield } from '../chain/Shield.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { cx } from '../ui/cx.ts'
import { formatDays } from './CoinDaysCard.tsx'
import { FreeGas } from './FreeGas.tsx'
import { formatExact } from './formatExact.ts'

const claimed: ReadProof = { kind: 'claimed', evidence: [] }

type TransactionRequest = Extract<ApprovalRequest, { kind: 'transaction' }>

/** What the node says that the transaction does, whether it was found to succeed here as well, and what it costs. */
export function ApprovalOutcome({ request }: { request: ApprovalRequest }) {
  if (request.kind !== 'transaction') return null
  return (
    <div className="flex flex-col gap-3">
      <Tried simulation={request.simulation} />
      <Costs request={request} />
      {request.maxFeeWei === 0n && <FreeGas address={request.account} gas={request.transaction.gas} />}
    </div>
  )
}

function Tried({ simulation }: { simulation: Simulation }) {
  const t = useTranslations('approval')
  const { succeeds, revertReason, check } = simulation
  const reason = revertReason ?? t('noReason')
  if (succeeds === false || check === 'contradicts') {
    return (
      <div role="alert" className="flex flex-col items-start gap-2 rounded-md bg-bad-soft p-3 font-semibold text-sm">
        {check === 'contradicts' && <p>{t(succeeds ? 'nodeDiffers.succeeds' : 'nodeDiffers.fails')}</p>}
        {succeeds === false && <p>{t('willFail', { reason })}</p>}
        <CheckedHere simulation={simulation} />
      </div>
    )
  }
  return (
    <div className="flex flex-col items-start gap-2 text-sm">
      <Changes simulation={simulation} />
      <CheckedHere simulation={simulation} />
    </div>
  )
}

/** Whether the outcome was found here as well, or is the node's word. */
function CheckedHere({ simulation: { check, succeeds, evidence } }: { simulation: Simulation }) {
  const t = useTranslations('approval')
  if (check) {
    return (
      <p className="flex flex-wrap items-center gap-x-2">
        {t(succeeds ? 'ranHere.succeeds' : 'ranHere.fails')}
        {evidence.length > 0 && <Shield proof={combineEvidence(evidence)} />}
      </p>
    )
  }
  if (succeeds === undefined) return null
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      {t('notRunHere')}
      <Shield proof={claimed} />
    </p>
  )
}

function Changes({ simulation }: { simulation: Simulation }) {
  const t = useTranslations('approval')
  const { level, balances, check } = simulation
  if (level !== 'full') {
    return <p className="rounded-md bg-warn-soft p-3">{t(`tried.${check ? 'noBalances' : level}`)}</p>
  }
  const changed = balances.filter(({ before, after }) => before !== after)
  return (
    <>
      {changed.length === 0 && <p>{t('noChange')}</p>}
      {changed.length > 0 && (
        <section aria-label={t('balances')} className="self-stretch rounded-md border border-line">
          <ul className="divide-y divide-line">
            {changed.map((change) => (
              <ChangeRow key={change.token === 'coins' ? 'coins' : change.token.address} change={change} />
            ))}
          </ul>
        </section>
      )}
      <p className="flex flex-wrap items-center gap-x-2 text-muted">
        {t('nodesWord')}
        <Shield proof={claimed} />
      </p>
    </>
  )
}

/** Before and after side by side, one under the other where they are long. */
function ChangeRow({ change: { token, before, after } }: { change: BalanceChange }) {
  const t = useTranslations('approval')
  const decimals = token === 'coins' ? 18 : token.decimals
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 px-3 py-2 tabular">
      <bdi className="min-w-20 font-semibold">{token === 'coins' ? t('coin') : token.symbol}</bdi>
      <span className="text-muted">
        {t('before')} {formatExact(before, decimals)}
      </span>
      <span aria-hidden className="text-muted">
        →
      </span>
      <span className={cx('break-all font-semibold', after > before && 'text-good')}>
        {t('after')} {formatExact(after, decimals)}
      </span>
    </li>
  )
}

function Costs({ request }: { request: TransactionRequest }) {
  const t = useTranslations('approval')
  const moved = request.explanation.facts.find(
    (fact) => fact.kind === 'sendTokens' && fact.token.address.toLowerCase() === systemContracts.qdt,
  )
  const transfer = moved?.kind === 'sendTokens' ? { from: moved.from, amount: moved.amount } : undefined
  const { data } = useChainQuery({
    queryKey: ['previewTransfer', transfer?.from, String(transfer?.amount)],
    queryFn: async (client) => {
      const { previewQdtTransfer } = await import('../../lib/wallet/previewQdtTransfer.ts')
      return previewQdtTransfer(client, transfer!)
    },
    enabled: transfer !== undefined,
  })
  const { maxFeeWei } = request
  return (
    <dl className="flex flex-col gap-1 text-sm">
      <Cost name={t('gasFee')}>
        {maxFeeWei === 0n ? t('gasFree') : t('gasAtMost', { amount: formatExact(maxFeeWei) })}
      </Cost>
      {data?.kind === 'possible' && (
        <Cost name={t('coinDays')}>
          {t('coinDaysUsed', { used: formatDays(data.coinDaysUsed) })}
          {data.feeQdt > 0n && (
            <span className="block text-warn">{t('feeQdt', { fee: formatExact(data.feeQdt) })}</span>
          )}
        </Cost>
      )}
    </dl>
  )
}

function Cost({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_1fr] gap-2">
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
