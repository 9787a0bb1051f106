'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { addContact, type Contact, parseAddressBook } from '../../lib/wallet/addressBook.ts'

const key = 'qood.addressBook'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => event.key === key && listener()
  window.addEventListener('storage', onStorage)
  listeners.add(listener)
  return () => {
    window.removeEventListener('storage', onStorage)
    listeners.delete(listener)
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(contacts: readonly Contact[]): void {
  localStorage.setItem(key, JSON.stringify(contacts))
  for (const listener of listeners) listener()
}

/** Returns the names that this browser keeps, shared by its tabs. Adding throws what is wrong with the new one. */
export function useAddressBook() {
  const text = useSyncExternalStore(subscribe, read, () => null)
  const contacts = useMemo(() => parseAddressBook(text), [text])
  return {
    contacts,
    add: (contact: { name: string; address: string }) => write(addContact(parseAddressBook(read()), contact)),
    remove: (contact: Contact) => write(parseAddressBook(read()).filter(({ address }) => address !== contact.address)),
  }
}
