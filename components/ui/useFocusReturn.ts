'use client'

import { useState } from 'react'

/** Returns a handler that gives focus back to what had it when the dialog opened, for dialogs without a trigger. */
export function useFocusReturn(): (event: Event) => void {
  const [opener] = useState(() => document.activeElement)
  return (event) => {
    event.preventDefault()
    if (opener instanceof HTMLElement) opener.focus()
  }
}
