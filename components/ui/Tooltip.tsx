'use client'

import * as Radix from 'radix-ui/tooltip'
import type { ReactElement } from 'react'

/** A short explanation beside a control, on hover and on focus. Nothing that a reader needs may live only here. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={6}
            collisionPadding={12}
            className="z-50 max-w-72 animate-rise rounded-md bg-ink px-2.5 py-1.5 text-page text-sm shadow-pop"
          >
            {text}
            <Radix.Arrow className="fill-ink" />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
