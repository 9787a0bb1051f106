import { hashTypedData } from 'viem'
import { expect, test } from 'vitest'
import { mail } from './fixtures/mail.ts'
import { parseTypedData, toTypedDataDefinition } from './parseTypedData.ts'

const { EIP712Domain, ...types } = mail.types as unknown as Record<string, { name: string; type: string }[]>
const digest = '0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2'
const hash = (value: unknown) => hashTypedData(toTypedDataDefinition(parseTypedData(value)))
const invalid = expect.objectContaining({ name: 'Wallet.InvalidTypedDataError', code: -32602 })

test('keeps the digest of the specification, with and without the type of the domain', () => {
  expect(hash(mail)).toBe(digest)
  expect(hash({ ...mail, types })).toBe(digest)
  expect(hash(JSON.parse(JSON.stringify(mail)))).toBe(digest)
})

test('binds a chain id however it is written', () => {
  for (const chainId of [1, 1n, '1', '0x1'])
    expect(hash({ ...mail, types, domain: { ...mail.domain, chainId } })).toBe(digest)
})

test('refuses a domain that shows what its type does not sign', () => {
  const unbound = EIP712Domain!.filter(({ name }) => name !== 'chainId')
  expect(() => parseTypedData({ ...mail, types: { ...types, EIP712Domain: unbound } })).toThrow(invalid)
  const { chainId: _, ...domain } = mail.domain!
  expect(() => parseTypedData({ ...mail, domain })).toThrow(invalid)
  const retyped = EIP712Domain!.map((field) => (field.name === 'chainId' ? { name: 'chainId', type: 'uint8' } : field))
  expect(() => parseTypedData({ ...mail, types: { ...types, EIP712Domain: retyped } })).toThrow(invalid)
})

test('refuses what is malformed, and the domain as message', () => {
  const { Person: _, ...withoutPerson } = types
  const cases: unknown[] = [
    undefined,
    'text',
    {},
    { ...mail, domain: { ...mail.domain, extra: 1 } },
    { ...mail, domain: { ...mail.domain, chainId: 'one' } },
    { ...mail, domain: { ...mail.domain, verifyingContract: '0x1' } },
    { ...mail, primaryType: 'EIP712Domain' },
    { ...mail, primaryType: 'constructor' },
    { ...mail, primaryType: 'Letter' },
    { ...mail, types: withoutPerson },
    { ...mail, message: {} },
    { ...mail, message: { ...(mail.message as object), from: { name: 'Cow', wallet: 'nobody' } } },
  ]
  for (const value of cases) expect(() => parseTypedData(value)).toThrow(invalid)
})
