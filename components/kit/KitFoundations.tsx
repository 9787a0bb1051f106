import { Mark } from '../frame/Mark.tsx'
import { Wordmark } from '../frame/Wordmark.tsx'
import { cx } from '../ui/cx.ts'
import { KitRow, KitSection } from './KitSection.tsx'

const colours = [
  ['page', 'bg-page'],
  ['surface', 'bg-surface'],
  ['sunken', 'bg-sunken'],
  ['line', 'bg-line'],
  ['edge', 'bg-edge'],
  ['muted', 'bg-muted'],
  ['ink', 'bg-ink'],
  ['accent', 'bg-accent'],
  ['accent-soft', 'bg-accent-soft'],
  ['good', 'bg-good'],
  ['good-soft', 'bg-good-soft'],
  ['warn', 'bg-warn'],
  ['warn-soft', 'bg-warn-soft'],
  ['bad', 'bg-bad'],
  ['bad-soft', 'bg-bad-soft'],
] as const

const sizes = [
  ['4xl', 'text-4xl font-extrabold tracking-tight'],
  ['3xl', 'text-3xl font-extrabold tracking-tight'],
  ['2xl', 'text-2xl font-extrabold tracking-tight'],
  ['xl', 'text-xl font-bold'],
  ['lg', 'text-lg font-bold'],
  ['base', 'text-base'],
  ['sm', 'text-sm'],
  ['xs', 'text-xs'],
] as const

export function KitFoundations() {
  return (
    <>
      <KitSection title="Sign">
        <KitRow>
          <Wordmark />
          <Mark className="size-4" />
          <Mark className="size-16" />
        </KitRow>
      </KitSection>
      <KitSection title="Colour">
        <ul className="grid grid-cols-3 gap-3 sm:grid-cols-5 lg:grid-cols-8">
          {colours.map(([name, colour]) => (
            <li key={name} className="text-xs">
              <span className={cx('mb-1 block h-10 rounded-md border border-line', colour)} />
              {name}
            </li>
          ))}
        </ul>
      </KitSection>
      <KitSection title="Type">
        <ul className="flex flex-col gap-2">
          {sizes.map(([name, size]) => (
            <li key={name} className="flex items-baseline gap-4 overflow-hidden">
              <span className="w-10 shrink-0 text-muted text-xs">{name}</span>
              <span className={cx('whitespace-nowrap', size)}>
                Sealed 15 of 21{' '}
                {/* A fixed box: the face of this language, and with it the width, is the system's own. */}
                <span lang="zh-CN" className="inline-block h-[1em] w-[5em] overflow-hidden align-text-bottom">
                  区块签名
                </span>
              </span>
            </li>
          ))}
          <li className="flex items-baseline gap-4">
            <span className="w-10 shrink-0 text-muted text-xs">mono</span>
            <code className="break-all font-mono">0x00ff1122 0123456789 abcdef</code>
          </li>
        </ul>
      </KitSection>
    </>
  )
}
