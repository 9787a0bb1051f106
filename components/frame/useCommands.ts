'use client'

import { Blocks, Coins, Languages, type LucideIcon, ReceiptText, Search, SunMoon, UserRound } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useDeferredValue } from 'react'
import { findHash } from '../../lib/chain/findHash.ts'
import { parseHexPart } from '../../lib/chain/parseHexPart.ts'
import { parseSearch } from '../../lib/chain/parseSearch.ts'
import { isFoundKind } from '../../lib/explorer/foundKinds.ts'
import type { FoundRow } from '../../lib/explorer/IndexRows.ts'
import { useIndexQuery } from '../explorer/useIndexQuery.ts'
import { useOpenFound } from '../explorer/useOpenFound.ts'
import { locales } from '../i18n/locales.ts'
import { useLocalePreference } from '../i18n/useLocalePreference.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { rooms } from './rooms.ts'
import { useOpenExplorer } from './useOpenExplorer.ts'
import { themes, useTheme } from './useTheme.ts'

export type Command = { id: string; name: string; group: string; icon: LucideIcon; run(): void }

/** Returns what the typed text may mean, best first. A hash is looked up on the chain to know what it is; the index knows names. */
export function useCommands(text: string, go: (href: string) => void): { commands: Command[]; searching: boolean } {
  const t = useTranslations()
  const fixed = useFixedCommands(go)
  const { commands: named, searching: asking } = useChainCommands(text)
  const { commands: listed, searching: seeking } = useIndexCommands(text)
  const searching = asking || seeking
  const words = text.trim().toLocaleLowerCase()
  const matching = fixed.filter((command) => command.name.toLocaleLowerCase().includes(words))
  // What the index adds comes last, since it comes later: nothing moves away from under the finger.
  const added = listed.filter(({ id }) => !named.some((one) => one.id === id))
  return {
    commands: [...named, ...matching, ...added].map((c) => ({ ...c, group: t(`palette.groups.${c.group}`) })),
    searching,
  }
}

const most = 8

/** What bears the name, by the word of the index; what it names is proved on its page. Without an index there is nothing. */
function useIndexCommands(text: string): { commands: Draft[]; searching: boolean } {
  const t = useTranslations('palette')
  const openFound = useOpenFound()
  const wanted = useDeferredValue(text.trim())
  const query = useIndexQuery<{ rows: FoundRow[] }>({
    path: '/search',
    params: { q: wanted },
    enabled: wanted.length >= 2 && wanted.length <= 120 && !parseHexPart(wanted)?.isTooShort,
    staleTime: 5_000,
  })
  const rows = wanted.length >= 2 ? (query.data?.rows ?? []) : []
  const commands = rows.slice(0, most).map<Draft>((row) => ({
    id: `${row.kind === 'transaction' ? 'tx' : row.kind}/${row.target}`,
    name: t('found', {
      kind: t(`kinds.${isFoundKind(row.kind) ? row.kind : 'other'}`),
      label: row.kind.endsWith('Root') ? `${row.target} · ${row.label}` : row.label,
    }),
    group: 'chain',
    icon: Search,
    run: () => openFound(row),
  }))
  return { commands, searching: query.isLoading }
}

type Draft = Omit<Command, 'group'> & { group: 'page' | 'setting' | 'chain' }

function useFixedCommands(go: (href: string) => void): Draft[] {
  const t = useTranslations()
  const locale = useLocale()
  const [, setLocale] = useLocalePreference()
  const [theme, setTheme] = useTheme()
  const pages = rooms.map<Draft>((room) => ({
    id: room.id,
    name: t(`rooms.${room.id}.name`),
    group: 'page',
    icon: room.icon,
    run: () => go(room.href),
  }))
  const languages = locales
    .filter(({ id }) => id !== locale)
    .map<Draft>(({ id, name }) => ({ id, name, group: 'setting', icon: Languages, run: () => setLocale(id) }))
  const looks = themes
    .filter((id) => id !== theme)
    .map<Draft>((id) => ({
      id,
      name: t('palette.theme', { theme: t(`frame.themes.${id}`) }),
      group: 'setting',
      icon: SunMoon,
      run: () => setTheme(id),
    }))
  return [...pages, ...languages, ...looks]
}

function useChainCommands(text: string): { commands: Draft[]; searching: boolean } {
  const t = useTranslations('palette')
  const open = useOpenExplorer()
  const target = parseSearch(text)
  const hash = target?.kind === 'hash' ? target.id : undefined
  const lookup = useChainQuery({
    queryKey: ['findHash', hash],
    queryFn: async (client) => (await findHash(client, hash!)) ?? null,
    enabled: hash !== undefined,
  })
  const command = (kind: 'block' | 'tx' | 'address' | 'token', id: string, icon: LucideIcon): Draft => ({
    id: `${kind}/${id}`,
    name: t(`open_${kind}`, { id }),
    group: 'chain',
    icon,
    run: () => open(kind, id),
  })
  if (!target) return { commands: [], searching: false }
  if (target.kind === 'block') return { commands: [command('block', target.id, Blocks)], searching: false }
  if (target.kind === 'address') {
    return {
      commands: [command('address', target.id, UserRound), command('token', target.id, Coins)],
      searching: false,
    }
  }
  const icon = lookup.data === 'block' ? Blocks : ReceiptText
  return { commands: lookup.data ? [command(lookup.data, target.id, icon)] : [], searching: lookup.isLoading }
}
