import { cx } from './cx.ts'

export type ButtonLook = { variant?: 'primary' | 'secondary' | 'quiet' | 'danger'; size?: 'sm' | 'md' | 'icon' }

const variants = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-edge bg-surface text-ink hover:bg-sunken',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'border border-bad text-bad hover:bg-bad-soft',
}

const sizes = {
  sm: 'h-8 gap-1.5 px-2.5 text-sm pointer-coarse:h-10',
  md: 'h-9 gap-2 px-4 text-base pointer-coarse:h-11',
  icon: 'size-9 justify-center pointer-coarse:size-11',
}

/** Returns the classes of a button; links that act like one use them too. */
export function buttonClass({ variant = 'secondary', size = 'md' }: ButtonLook = {}): string {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-semibold transition-colors',
    'disabled:pointer-events-none disabled:opacity-55 aria-busy:pointer-events-none',
    variants[variant],
    sizes[size],
  )
}
