'use client'

import { type RefObject, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Returns whether an element has come near what is in sight, or onto paper; once it has, it stays so. */
export function useSeen(ref: RefObject<Element | null>, near = '200px'): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (isSeen || !ref.current) return
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: near },
    )
    observer.observe(ref.current)
    // The sheet is laid out as soon as this event is over: what is here already is drawn within it, the rest is asked for.
    const onPrint = () => flushSync(() => setSeen(true))
    addEventListener('beforeprint', onPrint)
    return () => {
      observer.disconnect()
      removeEventListener('beforeprint', onPrint)
    }
  }, [isSeen, ref, near])
  return isSeen
}
