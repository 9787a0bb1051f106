import type { ReactNode } from 'react'

/** Names and values in two columns, one under the other on a phone. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line">{children}</dl>
}

export function Fact({ name, note, children }: { name: ReactNode; note?: string | undefined; children: ReactNode }) {
  return (
    <div className="grid break-inside-avoid gap-x-4 px-4 py-2 sm:grid-cols-[minmax(5.5rem,1fr)_4fr]">
      <dt className="text-muted text-sm sm:leading-6">
        {name}
        {note && <span className="block text-xs">{note}</span>}
      </dt>
      <dd className="min-h-6 min-w-0 text-sm leading-6 tabular">{children}</dd>
    </div>
  )
}
