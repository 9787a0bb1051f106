import { expect, test } from 'vitest'
import { readDraft } from './readDraft.ts'

const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const options = { contacts: [{ name: 'Ada', address }] as const, chainId: 72_018 }
const qdt = '0x0000000000000000000000000000000000001001'

test('a name of the address book stands for its address', () => {
  expect(readDraft({ recipient: ' ada ', asset: 'coin', amount: '1' }, options)).toMatchObject({
    address,
    asset: 'coin',
    amount: 10n ** 18n,
  })
})

test('a payment code fixes what is sent, and how much as long as nothing else was typed', () => {
  const recipient = `ethereum:${qdt}@72018/transfer?address=${address}&uint256=2500000000000000000`
  expect(readDraft({ recipient, asset: 'coin', amount: '' }, options)).toMatchObject({
    address,
    asset: qdt,
    amountText: '2.5',
    amount: 2_500_000_000_000_000_000n,
  })
  expect(readDraft({ recipient, asset: 'coin', amount: '4' }, options)).toMatchObject({ asset: qdt, amountText: '4' })
})

test('what makes no sense is told by name, and the rest is read all the same', () => {
  const read = readDraft({ recipient: '0x12', asset: qdt, amount: '7' }, options)
  expect(read).toMatchObject({ address: undefined, amount: 7n * 10n ** 18n })
  expect(read.recipientError).toMatchObject({ name: 'Chain.InvalidAddressError' })
})

test('an amount is read in the digits of its token', () => {
  const six = { address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', symbol: 'SIX', decimals: 6 } as const
  const draft = { recipient: address, asset: six.address, amount: '1.5' }
  expect(readDraft(draft, { ...options, tokens: [six] })).toMatchObject({ token: six, amount: 1_500_000n })
  expect(readDraft({ ...draft, amount: '0.0000001' }, { ...options, tokens: [six] }).amountError).toMatchObject({
    name: 'Wallet.AmountTooFineError',
  })
})
