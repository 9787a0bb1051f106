import type { ReactNode } from 'react'
import { cx } from '../ui/cx.ts'

/** One appraiser, or one way to find one, of those from whom a client chooses. */
export function AppraiserChoice(props: { name: string; isChosen: boolean; onChoose(): void; children: ReactNode }) {
  return (
    <label className={cx('flex min-h-11 items-start gap-3 px-3 py-2 text-sm', props.isChosen && 'bg-sunken')}>
      <input
        type="radio"
        name={props.name}
        checked={props.isChosen}
        onChange={props.onChoose}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">{props.children}</span>
    </label>
  )
}
