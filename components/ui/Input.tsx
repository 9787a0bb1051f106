import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

export const controlClass =
  'h-9 w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-base text-ink placeholder:text-muted disabled:opacity-55 aria-invalid:border-bad pointer-coarse:h-11'

/** A labelled text field with its hint and, when the value is wrong, the reason in a live region. */
export function Input({
  label,
  hint,
  error,
  mono = false,
  action,
  className,
  ...props
}: ComponentProps<'input'> & {
  label: string
  hint?: ReactNode
  error?: string | undefined
  mono?: boolean
  action?: ReactNode
}) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-semibold text-sm">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          {...props}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-note`}
          className={cx(controlClass, mono && 'font-mono')}
        />
        {action}
      </div>
      <p id={`${id}-note`} aria-live="polite" className={cx('mt-1 text-sm', error ? 'text-bad' : 'text-muted')}>
        {error ?? hint}
      </p>
    </div>
  )
}
