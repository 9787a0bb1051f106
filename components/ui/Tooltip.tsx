'use client'

import { type ReactNode, useId, useRef } from 'react'

/**
 * A short explanation beside a word, on hover, focus and tap, closed by Escape. It is a popover of the browser, placed
 * by CSS anchors, and costs next to no script. Nothing that a reader needs may live only here.
 */
export function Tooltip({ text, className, children }: { text: string; className?: string; children: ReactNode }) {
  const id = useId()
  const bubble = useRef<HTMLSpanElement>(null)
  const anchor = `--tip${id.replace(/\W/g, '')}`
  const show = () => bubble.current?.showPopover()
  const hide = () => bubble.current?.hidePopover()
  return (
    <>
      <button
        type="button"
        aria-describedby={id}
        onPointerEnter={show}
        onPointerLeave={hide}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(event) => event.key === 'Escape' && hide()}
        style={{ anchorName: anchor }}
        className={className}
      >
        {children}
      </button>
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        style={{ positionAnchor: anchor }}
        className="tooltip max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-page text-sm shadow-pop"
      >
        {text}
      </span>
    </>
  )
}
