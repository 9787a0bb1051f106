import { ChevronDown } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { cx } from './cx.ts'
import { controlClass } from './Input.tsx'

export type SelectOption = { value: string; label: string; lang?: string }

/** The platform's own select: best on phones and with screen readers, and free of script. */
export function Select({
  label,
  hideLabel = false,
  options,
  className,
  ...props
}: ComponentProps<'select'> & { label: string; hideLabel?: boolean; options: readonly SelectOption[] }) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block font-semibold text-sm'}>
        {label}
      </label>
      <div className="relative">
        <select {...props} id={id} className={cx(controlClass, 'appearance-none pr-9')}>
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2" />
      </div>
    </div>
  )
}
