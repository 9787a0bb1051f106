'use client'

import { Input } from '../ui/Input.tsx'

/** Asks for whole units of a currency. */
export function DollarInput(props: {
  label: string
  hint?: string
  value: string
  onChange(value: string): void
  max?: number
}) {
  const { label, hint, value, onChange, max } = props
  return (
    <Input
      label={label}
      hint={hint}
      type="number"
      inputMode="numeric"
      min={0}
      max={max}
      step={1}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

/** Returns the amount in the smallest unit, or undefined while there is no whole number. */
export function toUnits(text: string, decimals = 18): bigint | undefined {
  return /^\d{1,12}$/.test(text) ? BigInt(text) * 10n ** BigInt(decimals) : undefined
}
