'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Returns whether an element has come near what is in sight; once it has, it stays so. */
export function useSeen(ref: RefObject<Element | null>, near = '200px'): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (isSeen || !ref.current) return
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: near },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [isSeen, ref, near])
  return isSeen
}
