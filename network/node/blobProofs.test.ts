import { createAddressFromString } from '@ethereumjs/util'
import { sha256 } from '@noble/hashes/sha2.js'
import { expect, test } from 'vitest'
import { encodeHex } from '../../lib/bytes/hex.ts'
import { emptyRoot } from '../../lib/chain/trie/Trie.ts'
import { createEvm } from '../../lib/engine/createEvm.ts'
import { createMemoryReader } from '../../lib/engine/createMemoryReader.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import { createNodeCommon } from './createNodeCommon.ts'

/** The zero polynomial: commitment and proof are the point at infinity, and it is 0 everywhere. */
const infinity = new Uint8Array(48).fill(0xc0, 0, 1)
const claim = (value: number) => {
  const versionedHash = sha256(infinity)
  versionedHash[0] = 1
  const z = new Uint8Array(32)
  const y = new Uint8Array(32).fill(value, 31)
  return Uint8Array.from([...versionedHash, ...z, ...y, ...infinity, ...infinity])
}

async function evaluatePoint(data: Uint8Array) {
  const state = new State(new StateTries(createMemoryReader(emptyRoot, { nodes: new Map(), codes: new Map() })))
  const evm = await createEvm({ common: createNodeCommon(7), stateManager: state, blockHash: () => undefined })
  const to = createAddressFromString(`0x${'0a'.padStart(40, '0')}`)
  return (await evm.runCall({ to, data, gasLimit: 100_000n })).execResult
}

test('the point evaluation precompile accepts a true claim with the two numbers of EIP-4844', async () => {
  const { exceptionError, returnValue } = await evaluatePoint(claim(0))
  expect(exceptionError).toBeUndefined()
  expect(encodeHex(returnValue)).toBe(
    '0x000000000000000000000000000000000000000000000000000000000000100073eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001',
  )
})

test('the point evaluation precompile refuses a false claim and takes all gas', async () => {
  const { exceptionError, executionGasUsed } = await evaluatePoint(claim(1))
  expect(exceptionError).toBeDefined()
  expect(executionGasUsed).toBe(100_000n)
})
