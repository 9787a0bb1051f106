'use client'

import { CircleAlert, Copy, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Problem } from '../../lib/dictionary/checkDictionary.ts'
import type { Field } from '../../lib/dictionary/dictionarySchema.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { emptyField } from './emptyDraft.ts'
import { FieldBrowser } from './FieldBrowser.tsx'
import { FieldForm } from './FieldForm.tsx'
import type { FieldMark } from './useChangedFields.ts'
import type { DraftEditor } from './useDraft.ts'

type DraftFieldsProps = {
  editor: DraftEditor
  problems: readonly Problem[]
  /** What is not as it was published. */
  changed: ReadonlyMap<string, FieldMark>
}

/** The fields of a draft beside the form of the chosen one. */
export function DraftFields({ editor, problems, changed }: DraftFieldsProps) {
  const t = useTranslations('dictionaryEdit')
  const [selected, setSelected] = useState<number>()
  const { value, change } = editor
  const field = selected === undefined ? undefined : value.fields[selected]
  const faulty = useMemo(() => new Set(problems.map(({ path }) => path)), [problems])
  const add = (added: Field) => {
    change((draft) => ({ ...draft, fields: [...draft.fields, added] }))
    setSelected(value.fields.length)
  }
  const remove = () => {
    change((draft) => ({ ...draft, fields: draft.fields.filter((_, index) => index !== selected) }))
    setSelected(undefined)
  }
  return (
    <div className="grid *:min-w-0 lg:grid-cols-2">
      <div className="border-line lg:border-r">
        <FieldBrowser
          dictionary={value}
          searchKey="draft"
          selected={selected}
          onSelect={setSelected}
          mark={({ path }) => (
            <>
              {changed.has(path) && <Badge tone="accent">{t(changed.get(path)!)}</Badge>}
              {faulty.has(path) && (
                <span className="text-bad">
                  <CircleAlert aria-hidden className="size-4" />
                  <span className="sr-only">{t('faulty')}</span>
                </span>
              )}
            </>
          )}
          action={
            <Button onClick={() => add(emptyField(newPath(value.fields)) as Field)}>
              <Plus aria-hidden className="size-4" />
              {t('addField')}
            </Button>
          }
        />
      </div>
      <div className="border-line border-t lg:border-t-0">
        {field && selected !== undefined ? (
          <>
            <div className="flex flex-wrap items-center justify-between gap-2 border-line border-b px-4 py-2.5">
              <h2 className="min-w-0 break-all font-bold font-mono text-sm">
                {field.path} {changed.has(field.path) && <Badge tone="accent">{t(changed.get(field.path)!)}</Badge>}
              </h2>
              <div className="flex gap-2">
                <Button size="sm" onClick={() => add({ ...field, path: `${field.path}Copy` })}>
                  <Copy aria-hidden className="size-4" />
                  {t('copyField')}
                </Button>
                <Button size="sm" variant="danger" onClick={remove}>
                  <Trash2 aria-hidden className="size-4" />
                  {t('removeField')}
                </Button>
              </div>
            </div>
            <FieldForm key={selected} index={selected} field={field} editor={editor} problems={problems} />
          </>
        ) : (
          <EmptyState title={t('choose')}>{t('chooseHow')}</EmptyState>
        )}
      </div>
    </div>
  )
}

function newPath(fields: readonly Field[]): string {
  const taken = new Set(fields.map(({ path }) => path))
  for (let number = 1; ; number++) if (!taken.has(`Qood.New${number}`)) return `Qood.New${number}`
}
