import { type Address, encodeHex, formatQuantity, type Hex } from '../../../../lib/bytes/hex.ts'
import type { AccountLeaf, StateTries } from '../../../../lib/engine/StateTries.ts'
import type { ChainReader } from '../../ChainReader.ts'
import type { Pool } from '../../Pool.ts'
import { decodeBlock, resolveBlock } from '../blockParam.ts'
import type { Methods, Params } from '../Method.ts'
import { openTries } from '../openCallContext.ts'
import { decodeAddress, decodeList, decodeObject, decodeStorageKey, param } from '../params.ts'
import { InvalidParamsError } from '../RpcError.ts'

const maxKeys = 1_024
const emptyRoot: Hex = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
const emptyCodeHash: Hex = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'

/** Returns the methods that read accounts. */
export function createStateMethods({ chain, pool }: { chain: ChainReader; pool: Pool }): Methods {
  const open = (params: Params, index: number): StateTries =>
    openTries(chain, resolveBlock(chain, param(params, index, decodeBlock)))
  return {
    eth_getBalance(params) {
      const address = param(params, 0, decodeAddress)
      return formatQuantity(open(params, 1).account(latin1(address))?.balance ?? 0n)
    },
    eth_getTransactionCount(params) {
      const address = param(params, 0, decodeAddress)
      if (params[1] === 'pending') return formatQuantity(pool.nextNonce(address))
      return formatQuantity(open(params, 1).account(latin1(address))?.nonce ?? 0n)
    },
    eth_getCode(params) {
      const address = param(params, 0, decodeAddress)
      const tries = open(params, 1)
      const account = tries.account(latin1(address))
      return account === undefined ? '0x' : encodeHex(tries.code(encodeHex(account.codeHash)) ?? new Uint8Array())
    },
    eth_getStorageAt(params) {
      const address = param(params, 0, decodeAddress)
      const key = param(params, 1, decodeStorageKey)
      return readSlot(open(params, 2), address, key)
    },
    eth_getStorageValues(params) {
      const wanted = param(params, 0, decodeSlotRequests)
      const tries = open(params, 1)
      return Object.fromEntries(
        wanted.map(([address, keys]) => [address, keys.map((key) => readSlot(tries, address, key))]),
      )
    },
    eth_getProof(params) {
      const address = param(params, 0, decodeAddress)
      const keys = decodeList(params[1] ?? [], 'argument 1', decodeStorageKey, maxKeys)
      return formatProof(open(params, 2), address, keys, params[1] as string[])
    },
  }
}

function decodeSlotRequests(value: unknown, name: string): [Address, Uint8Array[]][] {
  const entries = Object.entries(decodeObject(value, name))
  if (entries.length === 0) throw new InvalidParamsError('empty request')
  const requests = entries.map(([address, keys]): [Address, Uint8Array[]] => [
    decodeAddress(address, name),
    decodeList(keys, name, decodeStorageKey, maxKeys),
  ])
  const total = requests.reduce((sum, [, keys]) => sum + keys.length, 0)
  if (total > maxKeys) throw new InvalidParamsError(`too many slots (max ${maxKeys})`)
  return requests
}

/** Returns the answer of eth_getProof. */
export function formatProof(
  tries: StateTries,
  address: Address,
  keys: readonly Uint8Array[],
  names: readonly string[],
) {
  const account: Partial<AccountLeaf> = tries.account(latin1(address)) ?? {}
  const proofs = tries.prove(
    latin1(address),
    keys.map((key) => bytesToLatin1(key)),
  )
  return {
    address,
    accountProof: proofs.account.map(encodeHex),
    balance: formatQuantity(account.balance ?? 0n),
    codeHash: account.codeHash ? encodeHex(account.codeHash) : emptyCodeHash,
    nonce: formatQuantity(account.nonce ?? 0n),
    storageHash: account.storageRoot ? encodeHex(account.storageRoot) : emptyRoot,
    storageProof: keys.map((key, i) => ({
      key: formatKey(key, names[i]!),
      value: formatQuantity(BigInt(readSlot(tries, address, key))),
      proof: proofs.slots[i]!.map(encodeHex),
    })),
  }
}

/** As other clients have it: a key written in full comes back so, a short one as a quantity. */
function formatKey(key: Uint8Array, name: string): Hex {
  return name.length === 66 ? encodeHex(key) : formatQuantity(BigInt(encodeHex(key)))
}

function readSlot(tries: StateTries, address: Address, key: Uint8Array): Hex {
  const value = encodeHex(tries.slot(latin1(address), bytesToLatin1(key)))
  return `0x${value.slice(2).padStart(64, '0')}`
}

function latin1(hex: Hex): string {
  return Buffer.from(hex.slice(2), 'hex').toString('latin1')
}

function bytesToLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
