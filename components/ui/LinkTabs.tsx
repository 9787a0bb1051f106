import { cx } from './cx.ts'
import { PageLink } from './PageLink.tsx'

export type LinkTab = { href: string; label: string }

/** The pages of a room, one beside the other: links that look like tabs. `here` is the address of the page that is open. */
export function LinkTabs({ label, tabs, here }: { label: string; tabs: readonly LinkTab[]; here: string | undefined }) {
  return (
    <nav aria-label={label} className="-mx-4 mb-6 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1 border-line border-b">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <PageLink
              href={tab.href}
              ref={tab.href === here ? showWhole : null}
              aria-current={tab.href === here ? 'page' : undefined}
              className={cx(
                '-mb-px block whitespace-nowrap border-b-2 px-3 py-2.5 font-semibold text-sm focus-visible:-outline-offset-2',
                tab.href === here ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
              )}
            >
              {tab.label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/**
 * On a phone the row is longer than the screen: the part that is open must not hide behind the edge. Only the row is moved,
 * since what is scrolled into view by the browser becomes the place where the Tab key begins.
 */
function showWhole(link: HTMLAnchorElement | null): void {
  const row = link?.closest('nav')
  if (!link || !row) return
  const hidden = link.getBoundingClientRect().right - row.getBoundingClientRect().right
  if (hidden > 0) row.scrollLeft += hidden
}
