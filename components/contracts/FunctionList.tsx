'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { listFunctions, signatureOf } from '../../lib/explorer/listFunctions.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FunctionForm } from './FunctionForm.tsx'
import { useContractSource } from './useContractSource.ts'
import type { Abi } from './useSystemContract.ts'

/** The functions of a contract, each with its form behind its name. */
export function FunctionList({
  address,
  abi,
  kind,
  source,
}: {
  address: Address
  abi: Abi
  kind: 'read' | 'write'
  source?: string | undefined
}) {
  const t = useTranslations('contracts')
  const { data } = useContractSource(source)
  const functions = listFunctions(abi, kind)
  if (functions.length === 0) return <EmptyState title={t('noFunctions')} />
  return (
    <ul className="divide-y divide-line">
      {functions.map((item) => {
        const signature = signatureOf(item)
        return (
          <li key={signature}>
            <details className="group">
              <summary className="cursor-pointer px-4 py-2.5 text-sm hover:bg-page">
                <code className="font-mono font-semibold">{item.name}</code>
                <span className="font-mono text-muted text-xs">
                  ({item.inputs.map(({ name, type }) => `${type}${name ? ` ${name}` : ''}`).join(', ')})
                </span>
                {data?.functions[signature] && (
                  <span className="block pl-4 text-muted text-xs">{data.functions[signature]}</span>
                )}
              </summary>
              <FunctionForm address={address} item={item} kind={kind} />
            </details>
          </li>
        )
      })}
    </ul>
  )
}
