'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, Suspense, useContext } from 'react'
import { cx } from '../ui/cx.ts'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'
import { InLanguage } from './InLanguage.tsx'
import { locales } from './locales.ts'
import { SecondLanguage } from './SecondLanguage.ts'

type Space = NonNullable<Parameters<typeof useTranslations>[0]>
type Text<space extends Space> = {
  /** Where the words are. */
  of: space
  children(t: ReturnType<typeof useTranslations<space>>, format: ReturnType<typeof useFormatter>): ReactNode
}

const looks = {
  beside: 'font-normal text-[0.88em] text-muted',
  /** For sentences. */
  beneath: 'block font-normal text-[0.92em] text-muted',
  /** On a coloured ground, whose ink it keeps. */
  inBadge: 'font-normal',
}

/** Says something in the language around it and, where the reader wants two, quietly in the second one as well. */
export function Both<const space extends Space>({
  look = 'beside',
  ...text
}: Text<space> & { look?: keyof typeof looks }) {
  const second = useContext(SecondLanguage)
  if (!second) return <Said {...text} />
  return (
    <>
      <Said {...text} />{' '}
      <LoadBoundary fallback={null}>
        <Suspense>
          <span lang={locales.find(({ id }) => id === second)?.tag} className={cx(looks[look])}>
            <InLanguage locale={second}>
              <Said {...text} />
            </InLanguage>
          </span>
        </Suspense>
      </LoadBoundary>
    </>
  )
}

function Said<const space extends Space>({ of, children }: Text<space>) {
  const t = useTranslations<space>(of)
  return children(t, useFormatter())
}
