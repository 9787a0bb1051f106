import * as z from 'zod'
import type { Address } from '../bytes/hex.ts'
import { parseAddress } from '../chain/parseAddress.ts'
import { BaseError } from '../errors.ts'

export type Contact = { name: string; address: Address }

const maxNameLength = 40
const maxContacts = 1000
const bookSchema = z
  .array(z.strictObject({ name: z.string().min(1).max(maxNameLength), address: z.string() }))
  .max(maxContacts)

/** Returns the contacts in the text; entries that are damaged are left out, since the book is only a convenience. */
export function parseAddressBook(text: string | null): readonly Contact[] {
  try {
    return bookSchema
      .parse(JSON.parse(text ?? '[]'))
      .map(({ name, address }) => ({ name, address: parseAddress(address) }))
  } catch {
    return []
  }
}

/** Returns the book with one contact more, in order of names; throws when it is in already or makes no sense. */
export function addContact(book: readonly Contact[], contact: { name: string; address: string }): readonly Contact[] {
  const name = contact.name.normalize('NFC').replace(/\s+/g, ' ').trim()
  // A name that looks like an address would hide the one behind it; marks that nobody sees make two names look alike.
  if (name === '' || [...name].length > maxNameLength || /^0x/i.test(name) || /[\p{C}]/u.test(name)) {
    throw new InvalidContactNameError()
  }
  const address = parseAddress(contact.address.trim())
  if (book.some((known) => known.address === address || sameName(known.name, name))) throw new ContactExistsError(name)
  return [...book, { name, address }].sort((one, other) => one.name.localeCompare(other.name))
}

/** Returns the contact whose name the text is. */
export function findContact(book: readonly Contact[], text: string): Contact | undefined {
  return book.find(({ name }) => sameName(name, text.trim()))
}

function sameName(one: string, other: string): boolean {
  return one.toLocaleLowerCase() === other.toLocaleLowerCase()
}

export class InvalidContactNameError extends BaseError {
  override readonly name = 'Wallet.InvalidContactNameError'
  constructor() {
    super(`Expected a name of 1 to ${maxNameLength} visible characters that does not look like an address.`)
  }
}

export class ContactExistsError extends BaseError {
  override readonly name = 'Wallet.ContactExistsError'
  constructor(name: string) {
    super(`The name "${name}" or its address is in the address book already.`)
  }
}
