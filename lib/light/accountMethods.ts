import { encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { readAddress, readSlotKey } from './answers.ts'
import type { StateRead } from './createStateProofs.ts'
import type { Recorder } from './Evidence.ts'
import type { LightBlock } from './LightBlock.ts'
import { needBlock, type ProvedMethod, type ProviderContext } from './ProviderContext.ts'
import { readParam, readSlots } from './readParams.ts'

/** Reads of accounts: each value under the state root of a verified block. */
export const accountMethods: Readonly<Record<string, ProvedMethod>> = {
  eth_getBalance: async (context, params, recorder) =>
    formatQuantity((await readAccount(context, params, 1, recorder)).account.balance),

  eth_getTransactionCount: async (context, params, recorder) =>
    formatQuantity((await readAccount(context, params, 1, recorder)).account.nonce),

  async eth_getCode(context, params, recorder) {
    const block = await needBlock(context, params, 1, recorder)
    const { account } = await readAccount(context, params, 1, recorder)
    const code = await context.proofs.code(block, account)
    recorder.step({ kind: 'code', address: account.address, codeHash: account.codeHash, bytes: code.length })
    return encodeHex(code)
  },

  async eth_getStorageAt(context, params, recorder) {
    const slot = readParam(params, 1, readSlotKey)
    const { slots } = await readAccount(context, params, 2, recorder, [slot])
    return slots.get(slot)!.value
  },

  async eth_getProof(context, params, recorder) {
    const keys = readParam(params, 1, readSlots)
    const { account, accountNodes, slots } = await readAccount(context, params, 2, recorder, keys)
    return {
      address: account.address,
      accountProof: accountNodes,
      balance: formatQuantity(account.balance),
      codeHash: account.codeHash,
      nonce: formatQuantity(account.nonce),
      storageHash: account.storageHash,
      storageProof: keys.map((key) => ({
        key,
        value: formatQuantity(BigInt(slots.get(key)!.value)),
        proof: slots.get(key)!.nodes,
      })),
    }
  },
}

async function readAccount(
  context: ProviderContext,
  params: readonly unknown[],
  blockIndex: number,
  recorder: Recorder,
  slots: readonly Hex[] = [],
): Promise<StateRead> {
  const address = readParam(params, 0, readAddress)
  const block = await needBlock(context, params, blockIndex, recorder)
  const read = await context.proofs.read(block, address, slots)
  recordRead(recorder, block, read, slots)
  return read
}

/** Takes down the paths in the tries. */
export function recordRead(recorder: Recorder, block: LightBlock, read: StateRead, slots: readonly Hex[]): void {
  const { address, balance, nonce, storageHash } = read.account
  const { stateRoot: root } = block.header
  const values = { balanceWei: `${balance}`, nonce: `${nonce}` }
  recorder.step({ kind: 'account', address, ...values, root, nodes: read.accountNodes })
  for (const key of slots) {
    const { value, nodes } = read.slots.get(key)!
    recorder.step({ kind: 'slot', address, key, value, root: storageHash, nodes })
  }
}
