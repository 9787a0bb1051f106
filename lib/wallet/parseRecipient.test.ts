import { expect, test } from 'vitest'
import { formatPayment, parseRecipient } from './parseRecipient.ts'

const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const qdt = '0x0000000000000000000000000000000000001001'
const auc = '0x0000000000000000000000000000000000001011'
const other = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('a bare address is taken with or without its capitals, but not with wrong ones', () => {
  expect(parseRecipient(` ${address} `, 72_018)).toEqual({ address })
  expect(parseRecipient(address.toLowerCase(), 72_018)).toEqual({ address })
  expect(() => parseRecipient(address.replace('F39', 'f39').replace('Fd6', 'fd6'), 72_018)).toThrow(
    expect.objectContaining({ name: 'Chain.AddressChecksumError' }),
  )
})

test('a request for a token that was written is read back', () => {
  const read = (token: `0x${string}`, amount?: bigint) =>
    parseRecipient(formatPayment({ address, token, chainId: 72_018, amount }), 72_018)
  expect(read(qdt)).toEqual({ address, asset: qdt })
  expect(read(auc, 5n)).toEqual({ address, asset: auc, amount: 5n })
})

test('a request for a token that was added is read with it, and refused without', () => {
  const text = formatPayment({ address, token: other, chainId: 72_018 })
  const tokens = [{ address: other, symbol: 'OWN', decimals: 6 }] as const
  expect(parseRecipient(text, 72_018, tokens)).toEqual({ address, asset: other })
  expect(() => parseRecipient(text, 72_018)).toThrow(
    expect.objectContaining({ name: 'Wallet.PaymentInOtherTokenError' }),
  )
})

test('a request for the coin of the chain is read', () => {
  expect(parseRecipient(`ethereum:${other}@72018?value=7`, 72_018)).toEqual({
    address: other,
    asset: 'coin',
    amount: 7n,
  })
  expect(parseRecipient(`ethereum:${other}`, 72_018)).toEqual({ address: other, asset: 'coin' })
})

test('requests that would pay elsewhere or otherwise are refused by name', () => {
  const refused: [string, string][] = [
    [`ethereum:${other}@1`, 'Wallet.PaymentForOtherChainError'],
    [`ethereum:${other}@72018/transfer?address=${address}`, 'Wallet.PaymentInOtherTokenError'],
    [`ethereum:${other}@72018/approve?address=${address}`, 'Wallet.InvalidPaymentError'],
    [`ethereum:${other}@72018?value=1e18`, 'Wallet.InvalidPaymentError'],
    ['ethereum:somebody.eth', 'Wallet.InvalidPaymentError'],
    ['somebody', 'Chain.InvalidAddressError'],
  ]
  for (const [text, name] of refused)
    expect(() => parseRecipient(text, 72_018), text).toThrow(expect.objectContaining({ name }))
})
