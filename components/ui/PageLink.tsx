'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps, MouseEvent } from 'react'

/**
 * A link to a page of the app, opened without loading the app again. What the page needs is fetched as soon as somebody is
 * about to follow the link, by pointer, finger or key; not with every page that shows it, which has work of its own to do.
 */
export function PageLink({ href, onClick, ...props }: ComponentProps<'a'> & { href: string }) {
  const router = useRouter()
  const prepare = () => router.prefetch(href)
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(href)
  }
  return <a onPointerEnter={prepare} onFocus={prepare} {...props} href={href} onClick={follow} />
}
