'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { addContact, type Contact, parseAddressBook } from '../../lib/wallet/addressBook.ts'
import { addressBookKey } from '../../lib/wallet/addressBookKey.ts'
import { createKeptText } from './createKeptText.ts'

const book = createKeptText(addressBookKey)
const write = (contacts: readonly Contact[]) => book.write(JSON.stringify(contacts))

/** Returns the names that this browser keeps. Adding throws what is wrong with the new one. */
export function useAddressBook() {
  const text = useSyncExternalStore(book.subscribe, book.read, () => null)
  const contacts = useMemo(() => parseAddressBook(text), [text])
  return {
    contacts,
    add: (contact: { name: string; address: string }) => write(addContact(parseAddressBook(book.read()), contact)),
    remove: (contact: Contact) =>
      write(parseAddressBook(book.read()).filter(({ address }) => address !== contact.address)),
  }
}
