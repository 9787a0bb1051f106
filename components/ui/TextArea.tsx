import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

/** A labelled field for long text, with its hint and, when the text is wrong, the reason in a live region. */
export function TextArea({
  label,
  hint,
  error,
  className,
  ...props
}: ComponentProps<'textarea'> & { label: string; hint?: ReactNode; error?: ReactNode }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-semibold text-sm">
        {label}
      </label>
      <textarea
        {...props}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        className={cx(
          'block w-full min-w-0 rounded-md border border-edge bg-surface px-3 py-2 text-ink text-sm placeholder:text-muted aria-invalid:border-bad',
          className,
        )}
      />
      <p id={`${id}-note`} aria-live="polite" className={cx('mt-1 text-sm', error ? 'text-bad' : 'text-muted')}>
        {error ?? hint}
      </p>
    </div>
  )
}
