'use client'

import { RequestForm } from './RequestForm.tsx'
import { RequestList } from './RequestList.tsx'

/** What buyers look for, and how to look for something. */
export function RequestsScreen() {
  return (
    <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
      <RequestList />
      <RequestForm />
    </div>
  )
}
