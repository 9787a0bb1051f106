import { expect, test } from 'vitest'
import { addContact, findContact, parseAddressBook } from './addressBook.ts'

const ada = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const bo = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('contacts are kept in order of names, with checked addresses', () => {
  const book = addContact(addContact([], { name: ' Zoe  Q ', address: ada.toLowerCase() }), { name: 'Bo', address: bo })
  expect(book).toEqual([
    { name: 'Bo', address: bo },
    { name: 'Zoe Q', address: ada },
  ])
  expect(parseAddressBook(JSON.stringify(book))).toEqual(book)
  expect(findContact(book, ' zoe q')).toEqual({ name: 'Zoe Q', address: ada })
})

test('a name or an address is in the book once', () => {
  const book = addContact([], { name: 'Ada', address: ada })
  for (const contact of [
    { name: 'ada', address: bo },
    { name: 'Other', address: ada.toLowerCase() },
  ]) {
    expect(() => addContact(book, contact)).toThrow(expect.objectContaining({ name: 'Wallet.ContactExistsError' }))
  }
})

test('names that deceive and addresses that are mistyped are refused', () => {
  for (const name of ['', '  ', '0xf39F…2266', `A\u202eda`, 'x'.repeat(41)]) {
    expect(() => addContact([], { name, address: ada }), name).toThrow(
      expect.objectContaining({ name: 'Wallet.InvalidContactNameError' }),
    )
  }
  expect(() => addContact([], { name: 'Ada', address: ada.replace('Fd6', 'fd6') })).toThrow(
    expect.objectContaining({ name: 'Chain.AddressChecksumError' }),
  )
})

test('a damaged book is an empty one', () => {
  for (const text of [null, '', '{', '{}', '[{"name":"Ada"}]', `[{"name":"Ada","address":"0x1"}]`]) {
    expect(parseAddressBook(text)).toEqual([])
  }
})
