'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as Radix from 'radix-ui/dialog'
import { type KeyboardEvent, useId, useState } from 'react'
import english from '../i18n/messages/en/palette.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { cx } from '../ui/cx.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { useFocusReturn } from '../ui/useFocusReturn.ts'
import { useCommands } from './useCommands.ts'

/** One field that goes anywhere: pages, settings, and anything on the chain. Arrows choose, Enter opens. */
export function CommandPalette({ onClose }: { onClose(): void }) {
  return (
    <Words english={english}>
      <ReadsProvider>
        <Palette onClose={onClose} />
      </ReadsProvider>
    </Words>
  )
}

function Palette({ onClose }: { onClose(): void }) {
  const t = useTranslations('palette')
  const id = useId()
  const giveBack = useFocusReturn()
  const router = useRouter()
  const [text, setText] = useState('')
  const [index, setIndex] = useState(0)
  const { commands, searching } = useCommands(text, router.push)
  const chosen = Math.min(index, commands.length - 1)
  const run = (position: number) => {
    const command = commands[position]
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const steps: Record<string, number> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      Home: 0,
      End: commands.length - 1,
    }
    const step = steps[event.key]
    if (event.key === 'Enter') run(chosen)
    else if (step !== undefined && commands.length > 0) setIndex((step + commands.length) % commands.length)
    else return
    event.preventDefault()
  }
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-(--scrim) data-[state=open]:animate-rise" />
        <Radix.Content
          onCloseAutoFocus={giveBack}
          className="-translate-x-1/2 fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl overflow-hidden rounded-lg border border-line bg-surface shadow-pop data-[state=open]:animate-rise"
        >
          <Radix.Title className="sr-only">{t('title')}</Radix.Title>
          <Radix.Description className="sr-only">{t('description')}</Radix.Description>
          <input
            role="combobox"
            aria-label={t('title')}
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={chosen < 0 ? undefined : `${id}-${chosen}`}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('placeholder')}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setIndex(0)
            }}
            onKeyDown={onKeyDown}
            className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none placeholder:text-muted"
          />
          <div id={`${id}-list`} role="listbox" aria-label={t('results')} className="max-h-[50dvh] overflow-y-auto p-2">
            {commands.map((command, position) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above owns the keyboard, as comboboxes do
              <div
                key={command.id}
                id={`${id}-${position}`}
                role="option"
                tabIndex={-1}
                aria-selected={position === chosen}
                onClick={() => run(position)}
                onPointerMove={() => setIndex(position)}
                className={cx(
                  'flex cursor-pointer items-center gap-3 rounded-md px-3 py-2',
                  position === chosen && 'bg-accent-soft',
                )}
              >
                <command.icon aria-hidden className="size-4 shrink-0 text-accent" />
                <span className="min-w-0 flex-1 truncate">{command.name}</span>
                <span className="text-muted text-xs">{command.group}</span>
              </div>
            ))}
          </div>
          <p aria-live="polite" className="border-line border-t px-4 py-2 text-muted text-sm">
            {searching ? t('searching') : commands.length === 0 ? t('nothing') : <PaletteKeys />}
          </p>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function PaletteKeys() {
  const t = useTranslations('palette')
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span>
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('choose')}
      </span>
      <span>
        <Kbd>↵</Kbd> {t('open')}
      </span>
      <span>
        <Kbd>Esc</Kbd> {t('leave')}
      </span>
    </span>
  )
}
