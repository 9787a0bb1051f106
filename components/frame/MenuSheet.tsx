'use client'

import { usePathname } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type LocaleId, locales } from '../i18n/locales.ts'
import english from '../i18n/messages/en/menu.json'
import { useLocalePreference } from '../i18n/useLocalePreference.ts'
import { Words } from '../i18n/Words.tsx'
import { Sheet } from '../ui/Dialog.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Select } from '../ui/Select.tsx'
import { isInside, rooms } from './rooms.ts'
import { type Theme, themes, useTheme } from './useTheme.ts'

/** Every room with its purpose, and the settings that have no place on a phone. */
export function MenuSheet({ onClose }: { onClose(): void }) {
  return (
    <Words english={english}>
      <Menu onClose={onClose} />
    </Words>
  )
}

function Menu({ onClose }: { onClose(): void }) {
  const t = useTranslations()
  const [theme, setTheme] = useTheme()
  const [, setLocale] = useLocalePreference()
  const path = usePathname()
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t('menu.title')}
      description={t('menu.purpose')}
      closeLabel={t('frame.close')}
    >
      <ul className="-mx-2 mb-6 flex flex-col">
        {rooms.map((room) => (
          <li key={room.id}>
            <PageLink
              href={room.href}
              onClick={onClose}
              aria-current={isInside(room, path) ? 'page' : undefined}
              className="flex gap-3 rounded-md px-2 py-2 hover:bg-sunken aria-[current]:bg-accent-soft"
            >
              <room.icon aria-hidden className="mt-0.5 size-5 text-accent" />
              <span>
                <span className="block font-bold">{t(`rooms.${room.id}.name`)}</span>
                <span className="block text-muted text-sm">{t(`menu.rooms.${room.id}`)}</span>
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
      <div className="flex flex-col gap-4">
        <Select
          label={t('menu.language')}
          value={useLocale()}
          onChange={(event) => setLocale(event.target.value as LocaleId)}
          options={locales.map((locale) => ({ value: locale.id, label: locale.name, lang: locale.tag }))}
        />
        <Select
          label={t('menu.theme')}
          value={theme}
          onChange={(event) => setTheme(event.target.value as Theme)}
          options={themes.map((id) => ({ value: id, label: t(`frame.themes.${id}`) }))}
        />
      </div>
    </Sheet>
  )
}
