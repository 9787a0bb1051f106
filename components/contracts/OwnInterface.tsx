'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import type { Abi } from './useSystemContract.ts'

/** A contract that others deployed: its code, and a place for its interface, so that it can be used. */
export function OwnInterface({ address, onAbi }: { address: Address; onAbi(abi: Abi | undefined): void }) {
  const t = useTranslations('contracts')
  const [failed, setFailed] = useState(false)
  const code = useChainQuery({
    queryKey: ['code', address],
    queryFn: async (client) => {
      const { getCode } = await import('viem/actions')
      return (await getCode(client, { address })) ?? '0x'
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const abi = readAbi(String(new FormData(event.currentTarget).get('abi')))
    setFailed(abi === undefined)
    onAbi(abi)
  }
  return (
    <Card>
      <CardHeader title={t('unknownTitle')} note={t('unknown')} />
      <form onSubmit={onSubmit} className="flex flex-col gap-2 p-4">
        <label className="font-semibold text-sm" htmlFor="abi">
          {t('abi')}
        </label>
        <textarea
          id="abi"
          name="abi"
          rows={4}
          spellCheck={false}
          aria-invalid={failed || undefined}
          className="w-full rounded-md border border-edge bg-surface p-2 font-mono text-xs aria-invalid:border-bad"
        />
        <p aria-live="polite" className="text-bad text-sm empty:hidden">
          {failed && t('abiBad')}
        </p>
        <Button type="submit" size="sm" className="self-start">
          {t('abiUse')}
        </Button>
      </form>
      <details className="border-line border-t px-4 py-3 text-sm">
        <summary className="cursor-pointer">{t('bytecode')}</summary>
        {code.data ? (
          <code className="block max-h-72 overflow-y-auto break-all pt-2 font-mono text-xs">{code.data}</code>
        ) : (
          <Skeleton className="w-60" />
        )}
      </details>
    </Card>
  )
}

/** Both the bare list and a compiler's artifact are understood. */
function readAbi(text: string): Abi | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const abi = Array.isArray(value) ? value : (value as { abi?: unknown }).abi
    if (!Array.isArray(abi)) return undefined
    const functions = abi.filter((item) => item?.type === 'function' && typeof item.name === 'string')
    return functions.every((item) => Array.isArray(item.inputs) && Array.isArray(item.outputs)) ? functions : undefined
  } catch {
    return undefined
  }
}
