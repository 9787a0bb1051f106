'use client'

import { Lock, Unplug } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Select } from '../ui/Select.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { OtherWalletIcon } from './OtherWalletIcon.tsx'
import { useTask } from './useTask.ts'
import { useWalletLink, useWalletView } from './WalletProvider.tsx'
import type { WalletConnection } from './WalletView.ts'

/** Whose account is in use, how to change it, and how to close the wallet. */
export function AccountBar({ connection }: { connection: WalletConnection }) {
  const t = useTranslations('wallet')
  const c = useTranslations('copy')
  const { address, kind, name, icon } = connection
  return (
    <div className="mb-6 flex flex-col gap-3">
      <WrongChain connection={connection} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <AccountSelect connection={connection} />
        <Copyable value={address} label={c('button', { what: t('copyAddress') })} copiedLabel={c('done')}>
          <ExplorerLink kind="address" id={address}>
            <span className="hidden sm:inline">{address}</span>
            <span className="sm:hidden">{shortenHex(address, 8, 6)}</span>
          </ExplorerLink>
        </Copyable>
        {kind === 'injected' && (
          <Badge tone="accent">
            <OtherWalletIcon icon={icon} />
            {t('through', { name })}
          </Badge>
        )}
        <div className="flex-1" />
        <Leave kind={kind} />
      </div>
    </div>
  )
}

function AccountSelect({ connection: { kind, address, addresses } }: { connection: WalletConnection }) {
  const t = useTranslations('wallet')
  const { vault } = useWalletView()
  const { session } = useWalletLink()
  const all = kind === 'builtIn' ? (vault?.accounts ?? addresses) : [address]
  if (all.length < 2) return null
  return (
    <Select
      label={t('account')}
      hideLabel
      value={address}
      className="w-44"
      options={all.map((value, index) => ({
        value,
        label: `${t('accountNumber', { number: index + 1 })} · ${value.slice(-4)}`,
      }))}
      onChange={async (event) => (await session()).select(event.target.value as typeof address)}
    />
  )
}

function Leave({ kind }: { kind: WalletConnection['kind'] }) {
  const t = useTranslations('wallet')
  const { session } = useWalletLink()
  if (kind === 'injected') {
    return (
      <Button size="sm" onClick={async () => (await session()).disconnectOther()}>
        <Unplug aria-hidden className="size-4" />
        {t('disconnect')}
      </Button>
    )
  }
  return (
    <Button size="sm" onClick={async () => (await session()).vault.lock()}>
      <Lock aria-hidden className="size-4" />
      {t('lock')}
    </Button>
  )
}

function WrongChain({ connection }: { connection: WalletConnection }) {
  const t = useTranslations('wallet')
  const { session } = useWalletLink()
  const { busy, run } = useTask()
  const { ourChainId } = useWalletView()
  if (ourChainId === undefined || connection.chainId === ourChainId) return null
  return (
    <Banner
      tone="warn"
      title={t('wrongChainTitle', { name: connection.name })}
      action={
        <Button size="sm" busy={busy} onClick={() => run(async () => (await session()).switchToOurs())}>
          {t('switch')}
        </Button>
      }
    >
      {t('wrongChain', { found: String(connection.chainId), expected: String(ourChainId) })}
    </Banner>
  )
}
