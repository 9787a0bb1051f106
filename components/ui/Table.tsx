import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'

/** A table that scrolls sideways inside its card when the screen is narrow; the caption is for screen readers. */
export function Table({ caption, className, children }: { caption: string; className?: string; children: ReactNode }) {
  return (
    // Relative, so that words for screen readers alone scroll with their cells and do not widen the page.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="relative overflow-x-auto">
      <table className={cx('w-full border-collapse text-sm tabular', className)}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  )
}

export function Th({ align = 'left', className, ...props }: ComponentProps<'th'> & { align?: 'left' | 'right' }) {
  return (
    <th
      scope="col"
      {...props}
      className={cx(
        'whitespace-nowrap border-line border-b px-4 py-2 font-semibold text-muted text-xs',
        align === 'right' ? 'text-right' : 'text-left',
        className,
      )}
    />
  )
}

export function Td({ align = 'left', className, ...props }: ComponentProps<'td'> & { align?: 'left' | 'right' }) {
  return (
    <td
      {...props}
      className={cx(
        // Of two classes for one thing the style sheet decides, not the order here.
        !className?.includes('whitespace-') && 'whitespace-nowrap',
        'border-line border-b px-4 py-2 group-last:border-b-0',
        align === 'right' ? 'text-right' : 'text-left',
        className,
      )}
    />
  )
}

export function Tr(props: ComponentProps<'tr'>) {
  return <tr {...props} className="group hover:bg-page" />
}
