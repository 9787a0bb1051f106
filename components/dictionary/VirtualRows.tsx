'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from '../ui/cx.ts'

export const rowHeight = 36

type VirtualRowsProps = {
  label: string
  count: number
  selected: number | undefined
  onSelect(index: number): void
  /** In a tree, left and right close and open the row. */
  onTurn?(index: number, isOpening: boolean): void
  role: 'listbox' | 'tree'
  levelOf?(index: number): { level: number; isOpen: boolean | undefined }
  children(index: number): ReactNode
}

/** Rows of which only those on the screen exist. Arrows, page keys, Home and End move the choice. */
export function VirtualRows({ label, count, selected, onSelect, onTurn, role, levelOf, children }: VirtualRowsProps) {
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const rows = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  useEffect(() => {
    if (selected !== undefined && selected < count) rows.scrollToIndex(selected)
  }, [selected, count, rows])
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 1)
    const at = selected ?? -1
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: count - 1,
    }
    const wanted = steps[event.key]
    if (wanted !== undefined && count > 0) {
      event.preventDefault()
      onSelect(Math.min(count - 1, Math.max(0, wanted)))
    } else if (onTurn && at >= 0 && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault()
      onTurn(at, event.key === 'ArrowRight')
    }
  }
  const isShown = selected !== undefined && rows.getVirtualItems().some(({ index }) => index === selected)
  const list: ComponentProps<'div'> = {
    role,
    'aria-label': label,
    'aria-activedescendant': isShown ? `${id}-${selected}` : undefined,
    // The list takes the keys, its rows do not.
    tabIndex: 0,
    onKeyDown,
  }
  const rowOf = (index: number): ComponentProps<'div'> => {
    const place = levelOf?.(index)
    return {
      id: `${id}-${index}`,
      role: role === 'tree' ? 'treeitem' : 'option',
      'aria-selected': index === selected,
      'aria-level': place?.level,
      'aria-expanded': place?.isOpen,
      'aria-posinset': index + 1,
      'aria-setsize': count,
      onClick: () => onSelect(index),
    }
  }
  return (
    <div
      {...list}
      ref={box}
      className="h-[min(34rem,45dvh)] lg:h-[min(34rem,70dvh)] overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div role="none" className="relative w-full" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            {...rowOf(index)}
            className={cx(
              'absolute inset-x-0 flex cursor-pointer items-center gap-2 border-line border-b px-3 text-sm',
              index === selected ? 'bg-accent-soft' : 'hover:bg-page',
            )}
            style={{ height: rowHeight, transform: `translateY(${start}px)` }}
          >
            {children(index)}
          </div>
        ))}
      </div>
    </div>
  )
}
