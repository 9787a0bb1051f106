import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  deriveTalkSecret,
  openMessage,
  readMessageHead,
  type SaleMessage,
  sealMessage,
  talkPoint,
} from './saleMessage.ts'

const sale = `0x${'5a'.repeat(32)}` as const
const [seller, buyer, stranger] = await Promise.all(
  [1, 2, 3].map((byte) => deriveTalkSecret(new Uint8Array(32).fill(byte), 7n)),
)
const message: SaleMessage = {
  format: 'qoodblock.sale-message',
  version: 1,
  sale,
  from: `0x${'b0'.repeat(20)}`,
  at: 1_800_000_000,
  text: 'May I drive it?',
  slot: { at: 1_800_090_000, place: 'The car park by the bridge' },
}
const refused = { name: 'Appraisal.SaleMessageError' }
const sealed = () => sealMessage(message, { secret: buyer!, to: talkPoint(seller!) })

test('both sides read a message, from nothing but their seed and the sale', async () => {
  const block = await sealed()
  expect(readMessageHead(block)).toEqual({ from: talkPoint(buyer!), to: talkPoint(seller!) })
  expect(await openMessage(block, { secret: seller!, sale })).toEqual(message)
  expect(await openMessage(block, { secret: buyer!, sale })).toEqual(message)
  expect(new TextDecoder().decode(block)).not.toContain('drive')
})

test('a stranger, another sale and a flipped bit open nothing', async () => {
  const block = await sealed()
  await expect(openMessage(block, { secret: stranger!, sale })).rejects.toMatchObject(refused)
  await expect(openMessage(block, { secret: seller!, sale: `0x${'5b'.repeat(32)}` })).rejects.toMatchObject(refused)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: block.length * 8 - 1 }), async (bit) => {
      const changed = block.slice()
      changed[bit >> 3]! ^= 1 << (bit & 7)
      await expect(openMessage(changed, { secret: seller!, sale })).rejects.toMatchObject(refused)
    }),
  )
})

test('a message that says nothing, or of another form, is refused by name', async () => {
  const { text: _, slot: __, ...empty } = message
  const at = { secret: buyer!, to: talkPoint(seller!) }
  await expect(sealMessage(empty, at)).rejects.toMatchObject(refused)
  await expect(sealMessage({ ...message, version: 2 as 1 }, at)).rejects.toMatchObject(refused)
  await expect(sealMessage(message, { ...at, to: `0x02${'ff'.repeat(32)}` })).rejects.toMatchObject(refused)
  expect(() => readMessageHead(new Uint8Array(200))).toThrow(expect.objectContaining(refused))
})
