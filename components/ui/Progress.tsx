import { cx } from './cx.ts'

/** How far a task is; without a value it only says that it goes on. */
export function Progress({ label, value, detail }: { label: string; value?: number | undefined; detail?: string }) {
  return (
    <div>
      <div className="mb-1 flex flex-wrap justify-between gap-x-4 text-sm tabular">
        <span>{label}</span>
        {detail && <span className="text-muted">{detail}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value === undefined ? undefined : Math.round(value * 100)}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={cx('h-full rounded-full bg-accent', value === undefined && 'w-2/5 animate-sweep')}
          style={value === undefined ? undefined : { width: `${value * 100}%` }}
        />
      </div>
    </div>
  )
}
