'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { Problem } from '../../lib/dictionary/checkDictionary.ts'
import { dataTypes, isNumeric, scalarOf } from '../../lib/dictionary/dataTypes.ts'
import { type Field, fieldKinds, type Words } from '../../lib/dictionary/dictionarySchema.ts'
import { formatUnit } from '../../lib/dictionary/formatUnit.ts'
import { units } from '../../lib/dictionary/units.ts'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { CheckField, TextField } from './formParts.tsx'
import { MappingsForm } from './MappingsForm.tsx'
import { useProblemWords } from './ProblemsList.tsx'
import type { DraftEditor } from './useDraft.ts'
import { useWords } from './useWords.ts'

const classes = ['maker', 'user', 'disputed'] as const
const privacies = ['normal', 'private'] as const
type FormProps = { index: number; field: Field; editor: DraftEditor; problems: readonly Problem[] }

/** Everything that can be said of a field, each with its problem beneath it as one types. */
export function FieldForm({ index, field, editor, problems }: FormProps) {
  const t = useTranslations('dictionaryField')
  const edit = useTranslations('dictionaryEdit')
  const problem = useProblemWords(problems, field.path)
  const set = (changes: Partial<Record<keyof Field, unknown>>) => {
    const kind = `${index} ${Object.keys(changes).join()}`
    editor.change(
      (draft) => ({ ...draft, fields: draft.fields.map((known, i) => (i === index ? merge(known, changes) : known)) }),
      kind,
    )
  }
  const isNumber = isNumeric(field.type)
  const isText = scalarOf(field.type) === 'string'
  return (
    <form className="flex flex-col" onSubmit={(event) => event.preventDefault()}>
      <Group title={edit('groups.words')}>
        <Input
          className="sm:col-span-2"
          label={edit('path')}
          value={field.path}
          mono
          spellCheck={false}
          autoComplete="off"
          error={problem('path')}
          onChange={({ target }) => set({ path: target.value })}
        />
        {(['title', 'description'] as const).map((member) =>
          editor.value.languages.map((language) => (
            <TextField
              key={`${member} ${language}`}
              label={edit(`words.${member}`, { language: edit(`languages.${language}`) })}
              lang={language === 'zh' ? 'zh-CN' : 'en'}
              isLong={member === 'description'}
              value={field[member][language] ?? ''}
              error={problem(`${member}`)}
              onChange={(text) => set({ [member]: mergeWords(field[member], language, text) })}
            />
          )),
        )}
      </Group>
      <Group title={edit('groups.values')}>
        <Select
          label={t('kind')}
          value={field.kind}
          onChange={({ target }) => set({ kind: target.value })}
          options={fieldKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <Select
          label={edit('type')}
          value={field.type}
          onChange={({ target }) => set({ type: target.value })}
          options={dataTypes.map((value) => ({ value, label: value }))}
        />
        {(isNumber || field.unit !== undefined || isText) && (
          <UnitSelect value={field.unit} error={problem('unit')} onChange={(unit) => set({ unit })} />
        )}
        {isNumber && (
          <NumberField
            label={t('resolution')}
            value={field.resolution}
            error={problem('resolution')}
            onChange={(resolution) => set({ resolution })}
          />
        )}
        {isNumber && (
          <NumberField label={edit('min')} value={field.min} error={problem('min')} onChange={(min) => set({ min })} />
        )}
        {isNumber && (
          <NumberField label={edit('max')} value={field.max} error={problem('max')} onChange={(max) => set({ max })} />
        )}
        {(isText || isNumber) && (
          <AllowedField
            isNumber={isNumber}
            value={field.allowed}
            error={problem('allowed')}
            onChange={(allowed) => set({ allowed })}
          />
        )}
        {isText && (
          <Input
            label={edit('pattern')}
            hint={edit('patternHint')}
            value={field.pattern ?? ''}
            mono
            spellCheck={false}
            autoComplete="off"
            error={problem('pattern')}
            onChange={({ target }) => set({ pattern: target.value || undefined })}
          />
        )}
        <CheckField
          label={edit('required')}
          checked={field.required ?? false}
          onChange={(isOn) => set({ required: isOn || undefined })}
        />
      </Group>
      <Group title={edit('groups.rights')}>
        <Select
          label={edit('class')}
          value={field.class}
          onChange={({ target }) => set({ class: target.value })}
          options={classes.map((value) => ({ value, label: t(`classes.${value}`) }))}
        />
        <Select
          label={edit('privacy')}
          value={field.privacy}
          onChange={({ target }) => set({ privacy: target.value })}
          options={privacies.map((value) => ({ value, label: t(value) }))}
        />
      </Group>
      <Group title={edit('groups.life')}>
        <DeprecationForm
          field={field}
          version={editor.value.version}
          error={problem('deprecated')}
          onChange={(deprecated) => set({ deprecated })}
        />
        <MappingsForm
          className="sm:col-span-2"
          mappings={field.mappings}
          error={problem('mappings')}
          onChange={(mappings) => set({ mappings })}
        />
      </Group>
    </form>
  )
}

/** What belongs together, under its name. */
function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-x-4 gap-y-2 border-line border-b px-4 pt-3 pb-4 last:border-b-0 sm:grid-cols-2">
      <legend className="float-left mb-1 w-full font-bold text-muted text-xs uppercase tracking-wide sm:col-span-2">
        {title}
      </legend>
      {children}
    </fieldset>
  )
}

function merge(field: Field, changes: Partial<Record<keyof Field, unknown>>): Field {
  return Object.fromEntries(
    Object.entries({ ...field, ...changes }).filter(([, value]) => value !== undefined),
  ) as Field
}

function mergeWords(words: Words, language: 'en' | 'zh', text: string): Words {
  const { [language]: _, ...rest } = words
  return text === '' ? rest : { ...rest, [language]: text }
}

type ValueProps<Value> = {
  label: string
  value: Value | undefined
  error: string | undefined
  onChange(value: Value | undefined): void
}

/** What is typed stays on the screen until it is a number. */
function NumberField({ label, value, error, onChange }: ValueProps<number>) {
  const edit = useTranslations('dictionaryEdit')
  const [typed, setTyped] = useState<string>()
  const isBad = typed !== undefined && typed.trim() !== '' && !Number.isFinite(Number(typed))
  return (
    <Input
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={isBad ? typed : (value ?? '')}
      error={isBad ? edit('notANumber') : error}
      onChange={({ target }) => {
        const text = target.value.trim()
        const isNumber = text !== '' && Number.isFinite(Number(text)) && !/[.eE+-]$/.test(text)
        setTyped(isNumber || text === '' ? undefined : target.value)
        if (text === '') onChange(undefined)
        else if (isNumber) onChange(Number(text))
      }}
    />
  )
}

function UnitSelect({ value, error, onChange }: Omit<ValueProps<string>, 'label'>) {
  const t = useTranslations('dictionaryField')
  const edit = useTranslations('dictionaryEdit')
  const say = useWords()
  const known = units.some(({ symbol }) => symbol === value)
  return (
    <div>
      <Select
        label={t('unit')}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value || undefined)}
        options={[
          { value: '', label: edit('noUnit') },
          ...(value !== undefined && !known ? [{ value, label: value }] : []),
          ...units.map(({ symbol, name }) => ({ value: symbol, label: `${formatUnit(symbol)} · ${say(name)}` })),
        ]}
      />
      {error && <p className="mt-1 text-bad text-sm">{error}</p>}
    </div>
  )
}

type AllowedProps = Omit<ValueProps<(string | number)[]>, 'label'> & { isNumber: boolean }

function AllowedField({ value, isNumber, error, onChange }: AllowedProps) {
  const edit = useTranslations('dictionaryEdit')
  const [typed, setTyped] = useState<string>()
  return (
    <TextField
      label={edit('allowed')}
      hint={edit('allowedHint')}
      isLong
      value={typed ?? value?.join('\n') ?? ''}
      error={error}
      onChange={(text) => {
        setTyped(text)
        const lines = text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
        const values = isNumber ? lines.map((line) => (Number.isFinite(Number(line)) ? Number(line) : line)) : lines
        onChange(values.length > 0 ? values : undefined)
      }}
    />
  )
}

type DeprecationProps = {
  field: Field
  version: string
  error: string | undefined
  onChange(value: Field['deprecated']): void
}

function DeprecationForm({ field: { deprecated }, version, error, onChange }: DeprecationProps) {
  const edit = useTranslations('dictionaryEdit')
  return (
    <div className="flex flex-col gap-2 sm:col-span-2">
      <CheckField
        label={edit('deprecate')}
        checked={deprecated !== undefined}
        onChange={(isOn) => onChange(isOn ? { since: version, reason: {} } : undefined)}
      />
      {deprecated && (
        <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
          <TextField
            label={edit('reason')}
            value={deprecated.reason.en ?? deprecated.reason.zh ?? ''}
            onChange={(text) => onChange({ ...deprecated, reason: text === '' ? {} : { en: text } })}
          />
          <Input
            label={edit('replacedBy')}
            value={deprecated.replacedBy ?? ''}
            mono
            autoComplete="off"
            error={error}
            onChange={({ target }) => {
              const { replacedBy: _, ...rest } = deprecated
              onChange(target.value === '' ? rest : { ...rest, replacedBy: target.value })
            }}
          />
        </div>
      )}
    </div>
  )
}
