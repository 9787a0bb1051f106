'use client'

import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClass } from './buttonClass.ts'
import { cx } from './cx.ts'
import { useAwake } from './useAwake.ts'

/**
 * `busy` keeps the button's place and name and refuses a second press. What sends a form waits for the code that reads the form:
 * the browser itself would load the page anew and lose what was filled in.
 */
export function Button({
  variant,
  size,
  busy = false,
  className,
  children,
  ...props
}: ComponentProps<'button'> & ButtonLook & { busy?: boolean }) {
  const isAwake = useAwake()
  return (
    <button
      type="button"
      {...props}
      aria-busy={busy || undefined}
      disabled={props.disabled || busy || (props.type === 'submit' && !isAwake)}
      className={cx(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className)}
    >
      {busy && (
        <span aria-hidden className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent" />
      )}
      {children}
    </button>
  )
}
