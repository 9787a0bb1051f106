'use client'

import type { ReactNode } from 'react'
import { Td, Tr } from '../ui/Table.tsx'
import { RefusedNote } from './RefusedNote.tsx'

type RefusedRowProps = { name: string; columns: number; children: ReactNode }

/** A line of a table in whose place an index told something else than the chain does. */
export function RefusedRow({ name, columns, children }: RefusedRowProps) {
  return (
    <Tr>
      <Td colSpan={columns} className="whitespace-normal">
        {/* In sight however far a narrow screen has the table moved. */}
        <div className="sticky left-4 w-fit max-w-[calc(100vw-4rem)]">
          <RefusedNote name={name}>{children}</RefusedNote>
        </div>
      </Td>
    </Tr>
  )
}
