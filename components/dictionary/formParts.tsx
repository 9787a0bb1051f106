'use client'

import { useId } from 'react'
import { cx } from '../ui/cx.ts'
import { controlClass, Input } from '../ui/Input.tsx'

type TextFieldProps = {
  label: string
  value: string
  onChange(text: string): void
  isLong?: boolean
  hint?: string
  error?: string | undefined
  lang?: string
}

/** A text of one line or of several. */
export function TextField({ label, value, onChange, isLong = false, hint, error, lang }: TextFieldProps) {
  const id = useId()
  if (!isLong) {
    return (
      <Input
        label={label}
        value={value}
        lang={lang}
        hint={hint}
        error={error}
        autoComplete="off"
        onChange={({ target }) => onChange(target.value)}
      />
    )
  }
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-semibold text-sm">
        {label}
      </label>
      <textarea
        id={id}
        lang={lang}
        rows={3}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        className={cx(controlClass, 'h-auto! py-1.5')}
        onChange={({ target }) => onChange(target.value)}
      />
      <p id={`${id}-note`} aria-live="polite" className={cx('mt-1 text-sm', error ? 'text-bad' : 'text-muted')}>
        {error ?? hint}
      </p>
    </div>
  )
}

/** A yes or no. */
export function CheckField({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange(isOn: boolean): void
}) {
  return (
    <label className="flex min-h-9 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-11">
      <input
        type="checkbox"
        className="size-4 accent-(--accent)"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
      />
      {label}
    </label>
  )
}
