import type { ReactNode } from 'react'
import { cx } from './cx.ts'

const tones = {
  info: 'border-accent bg-accent-soft',
  warn: 'border-warn bg-warn-soft',
  bad: 'border-bad bg-bad-soft',
}

/** A state of the whole page that the reader must know, with what to do about it. */
export function Banner({
  tone,
  title,
  children,
  action,
}: {
  tone: keyof typeof tones
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={cx('flex flex-wrap items-center gap-x-6 gap-y-2 border-l-4 px-4 py-3', tones[tone])}
    >
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-bold">{title}</p>
        <div className="text-sm">{children}</div>
      </div>
      {action}
    </div>
  )
}
