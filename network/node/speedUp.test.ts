import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Address, decodeHex, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { applyMessage } from '../../lib/engine/applyMessage.ts'
import { toCallMessage } from '../../lib/engine/CallRequest.ts'
import { createEvm } from '../../lib/engine/createEvm.ts'
import { createTestContext, rich } from '../../lib/engine/testContext.ts'
import { randomProgram } from './randomProgram.ts'

const target: Address = `0x${'7a'.repeat(20)}`

/** Runs the code; with somebody who listens to each step the library's own loop does it. */
async function run(code: Hex, { gas, traced, data }: { gas: bigint; traced: boolean; data: Uint8Array }) {
  const context = createTestContext({ [target]: { balance: '0x64', code, storage: { '0x0': '0x1' } } })
  const evm = await createEvm(context)
  let steps = 0
  if (traced) {
    evm.events.on('step', (_step, next) => {
      steps++
      next?.()
    })
  }
  const request = { from: rich, to: target, gas, gasPrice: 0n, nonce: 0n, data }
  const message = toCallMessage(request, { gas, gasCap: gas, baseFeePerGas: 0n })
  const result = await applyMessage(evm, message, context.environment, { nonce: true, fees: true })
  return { steps, result, root: encodeHex(await context.stateManager.getStateRoot()) }
}

test('any program does the same in the faster loop as in that of the library', async () => {
  const step = fc.record({
    program: randomProgram,
    gas: fc.constantFrom(22_000n, 60_000n, 300_000n),
    data: fc.uint8Array({ maxLength: 40 }),
  })
  await fc.assert(
    fc.asyncProperty(step, async ({ program, gas, data }) => {
      const slow = await run(program, { gas, data, traced: true })
      const fast = await run(program, { gas, data, traced: false })
      expect(slow.steps).toBeGreaterThan(0)
      expect(fast.result).toEqual(slow.result)
      expect(fast.root).toBe(slow.root)
    }),
    { numRuns: Number(process.env.FC_NUM_RUNS ?? 100) },
  )
})

test('what ends a program ends it the same way: no gas, bad jumps, a stack too short or too high, unknown code', async () => {
  const codes: Record<string, Hex> = {
    'memory far away': '0x6001640fffffffff52',
    'a jump into data': '0x600456605b00',
    'a jump beyond the end': '0x61ffff56',
    'nothing on the stack': '0x01',
    'an endless loop': '0x5b600056',
    'a stack that overflows': '0x5b5f600056',
    'no such instruction': '0x0c',
    'a push that is cut off': '0x5f61ab',
    'a hash of much': '0x620fffff5f20',
    'a hash of what is paid for': '0x5f5f5260205f2050602060002000',
    'a hash of a byte more than a word, paid for': '0x5f5f525f60205260215f2000',
    'a write in memory, read back': '0x602a60405260405160005260206000f3',
    stop: '0x00',
  }
  for (const [name, code] of Object.entries(codes)) {
    const options = { gas: 100_000n, data: decodeHex('0x') }
    const slow = await run(code, { ...options, traced: true })
    const fast = await run(code, { ...options, traced: false })
    expect(fast.result, name).toEqual(slow.result)
    expect(fast.root, name).toBe(slow.root)
  }
})
