'use client'

import { useTranslations } from 'next-intl'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import type { ExplorerKind } from '../frame/explorerPath.ts'
import { Copyable } from '../ui/Copyable.tsx'
import { shortenHex } from '../ui/shortenHex.ts'

/** A hash or an address: whole where there is room, its two ends on a phone; a link where it names a page. */
export function Hash({ value, kind, id, what }: { value: string; kind?: ExplorerKind; id?: string; what: string }) {
  const t = useTranslations('copy')
  const text = (
    <>
      <span className="hidden break-all lg:inline print:inline">{value}</span>
      <span className="lg:hidden print:hidden">{shortenHex(value, 8, 6)}</span>
    </>
  )
  return (
    <Copyable value={value} label={t('button', { what })} copiedLabel={t('done')}>
      {kind ? (
        <ExplorerLink kind={kind} id={id ?? value}>
          {text}
        </ExplorerLink>
      ) : (
        text
      )}
    </Copyable>
  )
}
