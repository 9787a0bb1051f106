'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import type { TokenName } from '../../lib/chain/chainTokens.ts'
import type { Contact } from '../../lib/wallet/addressBook.ts'
import { parseRecipient } from '../../lib/wallet/parseRecipient.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { ScanButton } from '../scan/ScanButton.tsx'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Input } from '../ui/Input.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { useAddressBook } from './useAddressBook.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useTokens } from './useTokens.ts'
import { useWallet } from './useWallet.ts'
import { useWalletView } from './WalletProvider.tsx'

export function ContactsContent() {
  const t = useTranslations('contacts')
  const book = useAddressBook()
  useWallet()
  return (
    <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
      <Card>
        <CardHeader title={t('listTitle')} />
        {book.contacts.length === 0 ? (
          <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
        ) : (
          <ContactTable contacts={book.contacts} onRemove={book.remove} />
        )}
      </Card>
      <Card>
        <CardHeader title={t('addTitle')} />
        <ContactForm onAdd={book.add} />
      </Card>
    </div>
  )
}

function ContactTable({ contacts, onRemove }: { contacts: readonly Contact[]; onRemove(contact: Contact): void }) {
  const t = useTranslations('contacts')
  return (
    <Table caption={t('listTitle')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('address')}</Th>
          <Th align="right">{t('actions')}</Th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <Tr key={contact.address}>
            <Td className="font-semibold">{contact.name}</Td>
            <Td>
              <ExplorerLink kind="address" id={contact.address} className="link font-mono">
                {contact.address}
              </ExplorerLink>
            </Td>
            <Td align="right">
              <span className="flex justify-end gap-1">
                <PageLink
                  href={`/wallet/send?to=${contact.address}`}
                  aria-label={t('send', { name: contact.name })}
                  className={buttonClass({ size: 'sm' })}
                >
                  {t('sendShort')}
                </PageLink>
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={t('remove', { name: contact.name })}
                  title={t('removeShort')}
                  onClick={() => onRemove(contact)}
                >
                  <Trash2 aria-hidden className="size-4" />
                </Button>
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function ContactForm({ onAdd }: { onAdd(contact: { name: string; address: string }): void }) {
  const t = useTranslations('contacts')
  const say = useFailureWords()
  const [error, setError] = useState<unknown>()
  const { ourChainId = 0 } = useWalletView()
  const { tokens } = useTokens()
  const address = useRef<HTMLInputElement>(null)
  const onScan = (text: string) => {
    if (address.current) address.current.value = addressIn(text, ourChainId, tokens)
    setError(undefined)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    try {
      onAdd({ name: String(data.get('name')), address: String(data.get('address')) })
      form.reset()
      setError(undefined)
    } catch (failure) {
      setError(failure)
    }
  }
  const isAboutAddress = error instanceof Error && error.name.startsWith('Chain.')
  return (
    <form onSubmit={onSubmit} onChange={() => setError(undefined)} className="flex flex-col gap-3 p-4">
      <Input
        name="name"
        label={t('name')}
        required
        maxLength={60}
        autoComplete="off"
        error={isAboutAddress ? undefined : say(error)}
      />
      <Input
        name="address"
        ref={address}
        action={<ScanButton label={t('scan')} onText={onScan} />}
        label={t('address')}
        hint={t('addressHint')}
        required
        mono
        autoComplete="off"
        spellCheck={false}
        error={isAboutAddress ? say(error) : undefined}
      />
      <Button type="submit" variant="primary" className="self-start">
        {t('add')}
      </Button>
      <p className="text-muted text-sm">{t('local')}</p>
    </form>
  )
}

/** A code may say more than an address; what cannot be read is left for the person to see. */
function addressIn(text: string, chainId: number, tokens: readonly TokenName[]): string {
  try {
    return parseRecipient(text, chainId, tokens).address
  } catch {
    return text
  }
}
