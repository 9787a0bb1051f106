import { Mark } from './Mark.tsx'

export function Wordmark() {
  return (
    <span className="flex items-center gap-2 font-extrabold text-lg tracking-tight">
      <Mark className="size-7" />
      QoodBlock
    </span>
  )
}
