import { createLegacyTx } from '@ethereumjs/tx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Address, decodeHex, encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { applyMessage } from '../../../lib/engine/applyMessage.ts'
import { applyTransaction } from '../../../lib/engine/applyTransaction.ts'
import { createContext } from '../../../lib/engine/buildBlock.ts'
import { toCallMessage } from '../../../lib/engine/CallRequest.ts'
import { createChainVm } from '../../../lib/engine/createChainVm.ts'
import { createEvm } from '../../../lib/engine/createEvm.ts'
import { createTestContext, rich } from '../../../lib/engine/testContext.ts'
import { createNodeCommon } from '../createNodeCommon.ts'
import { randomProgram } from '../randomProgram.ts'

/** What questions run through, beside what blocks run through. */
const target: Address = `0x${'7a'.repeat(20)}`

test('a message does exactly what the transaction of the same content does', async () => {
  await loadKeccak()
  const step = fc.record({
    program: randomProgram,
    // Clears slots that were set, which earns a refund larger than may be paid out.
    clears: fc.boolean(),
    kind: fc.constantFrom('call', 'create'),
    gas: fc.constantFrom(100_000n, 300_000n),
    gasPrice: fc.constantFrom(0n, 3n),
    value: fc.constantFrom(0n, 5n),
    data: fc.uint8Array({ maxLength: 40 }),
  })
  await fc.assert(
    fc.asyncProperty(step, async ({ program, clears, kind, gas, gasPrice, value, data }) => {
      const code: Hex = clears ? `0x5f5f555f600155${program.slice(2)}` : program
      const alloc = { [target]: { balance: '0x64', code, storage: { '0x0': '0x1', '0x1': '0x2' } } } as const
      // The rules of the node, which check blob proofs too.
      const common = createNodeCommon(31_337)
      const [a, b] = [
        { ...createTestContext(alloc), common },
        { ...createTestContext(alloc), common },
      ]
      const to = kind === 'call' ? target : undefined
      const input = kind === 'call' ? data : decodeHex(program)

      const { number, timestamp, coinbase, gasLimit } = a.environment
      const plan = {
        parentHash: a.environment.prevRandao,
        number: Number(number),
        timestamp: Number(timestamp),
        miner: coinbase,
        gasLimit,
      }
      const vm = await createChainVm(a.common, a.stateManager, a.blockHash)
      const fields = { nonce: 0n, gasPrice, gasLimit: gas, value, data: input, v: 27n, r: 1n, s: 1n }
      const raw = createLegacyTx({ ...fields, ...(to && { to }) }, { common: a.common }).serialize()
      const block = createContext(vm, plan)
      const receipt = await applyTransaction(vm, { block, transaction: { raw, sender: rich }, gasUsedBefore: 0n })

      const evm = await createEvm(b)
      const environment = {
        ...b.environment,
        prevRandao: encodeHex(block.header.prevRandao),
        difficulty: block.header.difficulty,
      }
      const request = { from: rich, to, gas, gasPrice, value, data: input, nonce: 0n }
      const sent = toCallMessage(request, { gas, gasCap: gas, baseFeePerGas: 0n })
      const result = await applyMessage(evm, sent, environment, { nonce: true, fees: true })

      expect(result.gasUsed).toBe(receipt.gasUsed)
      expect(result.failure === undefined).toBe(receipt.status === 1)
      expect(result.logs).toEqual(receipt.logs)
      expect(encodeHex(await b.stateManager.getStateRoot())).toBe(encodeHex(await a.stateManager.getStateRoot()))
    }),
    { numRuns: Math.min(1_000, Number(process.env.FC_NUM_RUNS ?? 100)) },
  )
})
