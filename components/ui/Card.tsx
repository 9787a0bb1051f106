import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return <section {...props} className={cx('rounded-lg border border-line bg-surface', className)} />
}

/** The line on top of a card: what it holds, and at the end what one can do with it. */
export function CardHeader({ title, note, action }: { title: ReactNode; note?: ReactNode; action?: ReactNode }) {
  return (
    <header className="flex break-after-avoid flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-2.5">
      <div className="flex flex-[1_1_12rem] flex-wrap items-baseline gap-x-3">
        <h2 className="font-bold text-base">{title}</h2>
        {note && <p className="text-muted text-sm">{note}</p>}
      </div>
      {action}
    </header>
  )
}
