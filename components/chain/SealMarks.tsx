import { cx } from '../ui/cx.ts'

/** A strip of marks, one for each producer of the set; those that sealed are lit. */
export function SealMarks({ lit, label }: { lit: readonly boolean[]; label: string }) {
  return (
    <span role="img" aria-label={label} className="flex h-4 items-stretch gap-0.5">
      {lit.map((isLit, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place in the set
          key={index}
          className={cx('w-1.5 rounded-[1px]', isLit ? 'bg-accent' : 'border border-edge')}
        />
      ))}
    </span>
  )
}
