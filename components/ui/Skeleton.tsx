import { cx } from './cx.ts'

/** Keeps the room of a value that is on its way; never shows a number of its own. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={cx('inline-block h-[0.9em] max-w-full rounded-sm bg-line align-middle', className)} />
  )
}
