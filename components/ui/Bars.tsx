import { cx } from './cx.ts'

export type Bar = { id: string; value: number; text: string }

/** A small bar chart for a handful of recent counts. Each bar tells its value; an empty one keeps a foot. */
export function Bars({ label, bars, slots }: { label: string; bars: readonly Bar[] | undefined; slots: number }) {
  const top = Math.max(1, ...(bars ?? []).map((bar) => bar.value))
  const blanks = Math.max(0, slots - (bars?.length ?? 0))
  return (
    <figure>
      <figcaption className="sr-only">{label}</figcaption>
      <div className="flex gap-2">
        <div aria-hidden className="flex w-10 flex-col justify-between text-right text-muted text-xs tabular">
          <span>{bars ? top : ''}</span>
          <span>{bars ? 0 : ''}</span>
        </div>
        <ol className="flex h-48 flex-1 items-end gap-1 border-line border-b">
          {Array.from({ length: blanks }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: blank places are all alike
            <li key={index} aria-hidden className="h-1 flex-1 bg-line" />
          ))}
          {bars?.map((bar) => (
            <li
              key={bar.id}
              title={bar.text}
              className={cx('min-h-1 flex-1', bar.value === 0 ? 'bg-line' : 'bg-accent')}
              style={{ height: `${(bar.value / top) * 100}%` }}
            >
              <span className="sr-only">{bar.text}</span>
            </li>
          ))}
        </ol>
      </div>
    </figure>
  )
}
