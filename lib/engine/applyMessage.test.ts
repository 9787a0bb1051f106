import { expect, test } from 'vitest'
import { type Address, encodeHex } from '../bytes/hex.ts'
import { applyMessage } from './applyMessage.ts'
import { toCallMessage } from './CallRequest.ts'
import { createEvm } from './createEvm.ts'
import { createTestContext, rich } from './testContext.ts'

const target: Address = `0x${'7a'.repeat(20)}`
const used: Address = `0x${'01'.repeat(20)}`
const message = (fields: Parameters<typeof toCallMessage>[0]) =>
  toCallMessage({ from: rich, gas: 200_000n, ...fields }, { gas: 0n, gasCap: 10n ** 9n, baseFeePerGas: 0n })

test.each([
  ['nonceTooLow', { nonce: 0n, from: used }],
  ['nonceTooHigh', { nonce: 2n, from: used }],
  ['insufficientFunds', { value: 10n ** 18n + 1n }],
  ['insufficientFunds', { gasPrice: 10n ** 18n }],
  ['intrinsicGas', { gas: 20_999n }],
  ['initCodeTooLarge', { data: new Uint8Array(49_153), gas: 10_000_000n }],
  ['tipAboveFeeCap', { maxFeePerGas: 1n, maxPriorityFeePerGas: 2n }],
] as const)('a message with %s is refused and leaves no trace', async (fault, fields) => {
  const context = createTestContext({ [used]: { balance: '0x0', nonce: '0x1' } })
  const before = encodeHex(await context.stateManager.getStateRoot())
  const evm = await createEvm(context)
  const refused = applyMessage(evm, message({ ...fields }), context.environment, { nonce: true, fees: true })
  await expect(refused).rejects.toMatchObject({ name: 'Engine.UnfitMessageError', fault })
  expect(encodeHex(await context.stateManager.getStateRoot())).toBe(before)
})

test('a fee below the base fee is refused where fees count, and free questions see a base fee of zero', async () => {
  const context = createTestContext({ [target]: { balance: '0x0', code: '0x4860005260206000f3' } })
  const environment = { ...context.environment, baseFeePerGas: 9n }
  const evm = await createEvm(context)
  const low = applyMessage(evm, message({ to: target, maxFeePerGas: 8n }), environment, { nonce: false, fees: false })
  await expect(low).rejects.toMatchObject({ fault: 'feeCapTooLow' })
  const free = await applyMessage(evm, message({ to: target }), environment, { nonce: false, fees: false })
  expect(BigInt(encodeHex(free.returnData))).toBe(0n)
  const strict = applyMessage(evm, message({ to: target, nonce: 1n }), environment, { nonce: true, fees: true })
  await expect(strict).rejects.toMatchObject({ fault: 'feeCapTooLow' })
})
