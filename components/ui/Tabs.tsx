'use client'

import * as Radix from 'radix-ui/tabs'
import type { ReactNode } from 'react'

export type Tab = { id: string; label: ReactNode; content: ReactNode }

/** Keeps the chosen tab itself, unless `value` and `onChange` keep it elsewhere, such as in the address. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string
  tabs: readonly Tab[]
  value?: string | undefined
  onChange?(id: string): void
}) {
  const first = tabs[0]?.id ?? ''
  const kept = onChange && { value: tabs.some(({ id }) => id === value) ? value! : first, onValueChange: onChange }
  return (
    <Radix.Root {...(kept ?? { defaultValue: first })}>
      <Radix.List aria-label={label} className="flex gap-1 overflow-x-auto border-line border-b px-2">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px whitespace-nowrap border-transparent border-b-2 px-3 py-2.5 font-semibold text-muted text-sm hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="focus-visible:-outline-offset-2">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
