'use client'

import { ChevronDown, ChevronRight, ListTree, Search, Table2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Dictionary, Field } from '../../lib/dictionary/dictionarySchema.ts'
import { formatUnit } from '../../lib/dictionary/formatUnit.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { Input } from '../ui/Input.tsx'
import { buildFieldTree, type TreeRow, visibleRows } from './fieldTree.ts'
import { useFieldSearch } from './useFieldSearch.ts'
import { usePaths } from './usePaths.ts'
import { useWords } from './useWords.ts'
import { VirtualRows } from './VirtualRows.tsx'

type FieldBrowserProps = {
  dictionary: Dictionary
  /** Under which the worker keeps the words of this dictionary. */
  searchKey: string
  selected: number | undefined
  onSelect(index: number): void
  /** Marks a field, for instance where something is wrong with it. */
  mark?(field: Field): ReactNode
  action?: ReactNode
}

/** The fields of a dictionary as a tree or a table, with a search over names, words and codes. */
export function FieldBrowser({ dictionary, searchKey, selected, onSelect, mark, action }: FieldBrowserProps) {
  const t = useTranslations('dictionaryBrowse')
  const [query, setQuery] = useState('')
  const [view, setView] = useState<'tree' | 'table'>('tree')
  const found = useFieldSearch({ dictionary, key: searchKey, query })
  const input = useSlashFocus()
  const isTree = view === 'tree' && query.trim() === ''
  const total = dictionary.fields.length
  return (
    <div>
      <div ref={input} className="flex flex-wrap items-end gap-2 border-line border-b p-3">
        <Input
          className="min-w-48 flex-1"
          label={t('search')}
          type="search"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
          placeholder={t('searchPlaceholder')}
          autoComplete="off"
          spellCheck={false}
          hint={query.trim() === '' ? t('count', { count: total }) : t('found', { count: found?.length ?? 0, total })}
          action={
            <>
              <Button size="icon" aria-label={t('tree')} aria-pressed={view === 'tree'} onClick={() => setView('tree')}>
                <ListTree aria-hidden className={cx('size-4', view === 'tree' && 'text-accent')} />
              </Button>
              <Button
                size="icon"
                aria-label={t('table')}
                aria-pressed={view === 'table'}
                onClick={() => setView('table')}
              >
                <Table2 aria-hidden className={cx('size-4', view === 'table' && 'text-accent')} />
              </Button>
            </>
          }
        />
        {action && <div className="mb-6">{action}</div>}
      </div>
      {isTree ? (
        <FieldTree dictionary={dictionary} selected={selected} onSelect={onSelect} mark={mark} />
      ) : (
        <FieldTable dictionary={dictionary} indexes={found} selected={selected} onSelect={onSelect} mark={mark} />
      )}
    </div>
  )
}

type RowsProps = Pick<FieldBrowserProps, 'dictionary' | 'selected' | 'onSelect'> & {
  mark: FieldBrowserProps['mark'] | undefined
}

function FieldTree({ dictionary, selected, onSelect, mark }: RowsProps) {
  const t = useTranslations('dictionaryBrowse')
  const say = useWords()
  const { fields } = dictionary
  const paths = usePaths(fields)
  const rows = useMemo(() => buildFieldTree(paths), [paths])
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => closeDeep(rows))
  const visible = useMemo(() => visibleRows(rows, closed), [rows, closed])
  const [branch, setBranch] = useState<string>()
  const at = visible.findIndex((row) =>
    branch === undefined ? row.field !== undefined && row.field === selected : row.path === branch,
  )
  const turn = (row: TreeRow, isOpening: boolean) => {
    if (row.field !== undefined) return
    const next = new Set(closed)
    if (isOpening) next.delete(row.path)
    else next.add(row.path)
    setClosed(next)
  }
  const choose = (row: TreeRow) => {
    setBranch(row.field === undefined ? row.path : undefined)
    if (row.field !== undefined) onSelect(row.field)
  }
  return (
    <VirtualRows
      role="tree"
      label={t('fields')}
      count={visible.length}
      selected={at < 0 ? undefined : at}
      onSelect={(index) => {
        const row = visible[index]!
        choose(row)
      }}
      onTurn={(index, isOpening) => turn(visible[index]!, isOpening)}
      levelOf={(index) => {
        const { level, field, path } = visible[index]!
        return { level, isOpen: field === undefined ? !closed.has(path) : undefined }
      }}
    >
      {(index) => {
        const row = visible[index]!
        const field = row.field === undefined ? undefined : fields[row.field]
        return (
          <span
            className="flex min-w-0 flex-1 items-center gap-2"
            style={{ paddingLeft: `${(row.level - 1) * 0.9}rem` }}
          >
            {field ? (
              <FieldLine field={field} name={row.name} title={say(field.title)} mark={mark?.(field)} />
            ) : (
              <button
                type="button"
                tabIndex={-1}
                onClick={() => turn(row, closed.has(row.path))}
                className="flex min-w-0 items-center gap-1.5 font-semibold"
              >
                {closed.has(row.path) ? (
                  <ChevronRight aria-hidden className="size-4" />
                ) : (
                  <ChevronDown aria-hidden className="size-4" />
                )}
                {row.name}
                <span className="font-normal text-muted text-xs tabular">{row.count}</span>
              </button>
            )}
          </span>
        )
      }}
    </VirtualRows>
  )
}

function FieldTable({
  dictionary,
  indexes,
  selected,
  onSelect,
  mark,
}: RowsProps & { indexes: readonly number[] | undefined }) {
  const t = useTranslations('dictionaryBrowse')
  const say = useWords()
  const shown = indexes ?? []
  const at = selected === undefined ? -1 : shown.indexOf(selected)
  if (indexes && shown.length === 0) {
    return (
      <p role="status" className="flex items-center gap-2 px-4 py-8 text-muted text-sm">
        <Search aria-hidden className="size-4" />
        {t('nothing')}
      </p>
    )
  }
  return (
    <VirtualRows
      role="listbox"
      label={t('fields')}
      count={shown.length}
      selected={at < 0 ? undefined : at}
      onSelect={(index) => onSelect(shown[index]!)}
    >
      {(index) => {
        const field = dictionary.fields[shown[index]!]
        return field && <FieldLine field={field} name={field.path} title={say(field.title)} mark={mark?.(field)} />
      }}
    </VirtualRows>
  )
}

function FieldLine({ field, name, title, mark }: { field: Field; name: string; title: string; mark: ReactNode }) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <span className={cx('min-w-0 truncate font-mono', field.deprecated && 'line-through')}>{name}</span>
      <span className="hidden min-w-0 flex-1 truncate text-muted sm:block">{title}</span>
      <span className="ml-auto flex shrink-0 items-center gap-2 text-muted text-xs">
        {mark}
        {field.unit === undefined ? field.type : formatUnit(field.unit)}
      </span>
    </span>
  )
}

/** A large tree begins with its first level only. */
function closeDeep(rows: readonly TreeRow[]): ReadonlySet<string> {
  if (rows.length <= 300) return new Set()
  return new Set(rows.filter(({ field, level }) => field === undefined && level > 1).map(({ path }) => path))
}

/** A slash outside of text fields goes to the search, as in other tools. */
function useSlashFocus() {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.key !== '/' || event.ctrlKey || event.metaKey || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
        return
      event.preventDefault()
      box.current?.querySelector('input')?.focus()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return box
}
