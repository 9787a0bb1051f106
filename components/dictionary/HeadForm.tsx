'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { Problem } from '../../lib/dictionary/checkDictionary.ts'
import { commonRoles, languageTags } from '../../lib/dictionary/dictionarySchema.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { findUnit } from '../../lib/dictionary/units.ts'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'
import { CheckField, TextField } from './formParts.tsx'
import { useProblemWords } from './ProblemsList.tsx'
import { useDiff } from './useDiff.ts'
import { useDocument } from './useDocument.ts'
import type { DraftEditor, DraftValue } from './useDraft.ts'

type HeadProps = { editor: DraftEditor; problems: readonly Problem[]; latest: Release | undefined }

/** What a dictionary says of itself: name, version, languages, and which fields all data have in common. */
export function HeadForm({ editor, problems, latest }: HeadProps) {
  const t = useTranslations('dictionaryEdit')
  const roles = useTranslations('dictionaryField.roles')
  const problem = useProblemWords(problems, '')
  const { value } = editor
  const set = (changes: Partial<DraftValue>) =>
    editor.change((draft) => ({ ...draft, ...changes }), `head ${Object.keys(changes).join()}`)
  const setCommon = (role: keyof DraftValue['common'], path: string) => {
    const { [role]: _, ...rest } = value.common
    set({ common: path === '' ? rest : { ...rest, [role]: path } })
  }
  return (
    <form className="grid gap-x-4 gap-y-2 p-4 sm:grid-cols-2" onSubmit={(event) => event.preventDefault()}>
      <Input
        label={t('name')}
        hint={t('nameHint')}
        value={value.id}
        mono
        spellCheck={false}
        autoComplete="off"
        error={problem('id')}
        onChange={({ target }) => set({ id: target.value })}
      />
      <VersionField value={value} error={problem('version')} latest={latest} onChange={(version) => set({ version })} />
      <fieldset className="flex flex-wrap items-center gap-x-4 sm:col-span-2">
        <legend className="mb-1 font-semibold text-sm">{t('languagesTitle')}</legend>
        {languageTags.map((language) => (
          <CheckField
            key={language}
            label={t(`languages.${language}`)}
            checked={value.languages.includes(language)}
            onChange={(isOn) =>
              set({
                languages: languageTags.filter((tag) => (tag === language ? isOn : value.languages.includes(tag))),
              })
            }
          />
        ))}
      </fieldset>
      {(['title', 'description'] as const).map((member) =>
        value.languages.map((language) => (
          <TextField
            key={`${member} ${language}`}
            label={t(`words.${member}`, { language: t(`languages.${language}`) })}
            lang={language === 'zh' ? 'zh-CN' : 'en'}
            isLong={member === 'description'}
            value={value[member][language] ?? ''}
            error={problem(member)}
            onChange={(text) => {
              const { [language]: _, ...rest } = value[member]
              set({ [member]: text === '' ? rest : { ...rest, [language]: text } })
            }}
          />
        )),
      )}
      <fieldset className="grid gap-x-4 gap-y-2 sm:col-span-2 sm:grid-cols-3">
        <legend className="mb-1 font-semibold text-sm">{t('commonTitle')}</legend>
        {commonRoles.map((role) => (
          <CommonField
            key={role}
            label={roles(role)}
            value={value.common[role] ?? ''}
            paths={suggest(value, role)}
            error={problem(`common.${role}`)}
            onChange={(path) => setCommon(role, path)}
          />
        ))}
      </fieldset>
    </form>
  )
}

/** More would help nobody to choose. */
const mostSuggested = 200

function suggest({ fields }: DraftValue, role: keyof DraftValue['common']): string[] {
  const wanted = { time: 'instant', latitude: 'angle', longitude: 'angle' }[role as string]
  const fits = fields.filter(({ type, unit }) =>
    wanted ? findUnit(unit ?? '')?.dimension.startsWith(wanted) : type === 'string',
  )
  return fits.slice(0, mostSuggested).map(({ path }) => path)
}

type CommonProps = {
  label: string
  value: string
  paths: readonly string[]
  error: string | undefined
  onChange(path: string): void
}

/** A path, with the fields that could say it. */
function CommonField({ label, value, paths, error, onChange }: CommonProps) {
  const t = useTranslations('dictionaryEdit')
  const id = useId()
  return (
    <div>
      <Input
        label={label}
        list={id}
        value={value}
        placeholder={t('noField')}
        mono
        autoComplete="off"
        spellCheck={false}
        error={error}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={id}>
        {paths.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </div>
  )
}

type VersionProps = {
  value: DraftValue
  error: string | undefined
  latest: Release | undefined
  onChange(version: string): void
}

/** Which version it has to be follows from what changed; one press takes it. */
function VersionField({ value, error, latest, onChange }: VersionProps) {
  const t = useTranslations('dictionaryEdit')
  const { data: published } = useDocument(latest)
  const { data: diff } = useDiff(published, published && value)
  // The version itself is always another one; what counts is whether anything else is.
  const isSame = diff?.changes.every(({ member }) => member === 'version')
  const wanted = latest ? (isSame ? undefined : diff?.nextVersion) : '1.0.0'
  return (
    <Input
      label={t('version')}
      value={value.version}
      mono
      autoComplete="off"
      error={error}
      hint={
        !latest
          ? t('firstVersion')
          : isSame
            ? t('nothingChanged', { latest: latest.version })
            : t('versionHint', { latest: latest.version, wanted: wanted ?? '…' })
      }
      onChange={({ target }) => onChange(target.value)}
      action={
        wanted !== undefined &&
        wanted !== value.version && (
          <Button onClick={() => onChange(wanted)}>{t('takeVersion', { version: wanted })}</Button>
        )
      }
    />
  )
}
