import type { EVM } from '@ethereumjs/evm'
import { createAddressFromString } from '@ethereumjs/util'
import { sha256 } from '@noble/hashes/sha2.js'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'
import { type BlockEnvironment, toEvmBlock } from './BlockEnvironment.ts'

/*
 * Contracts that the protocol itself calls around the transactions of a block, where a chain has them: beacon roots
 * (EIP-4788), block hashes (EIP-2935), withdrawal and consolidation requests (EIP-7002, EIP-7251).
 */
const systemAddress: Address = '0xfffffffffffffffffffffffffffffffffffffffe'
export const systemContracts = {
  beaconRoots: '0x000f3df6d732807ef1319fb7b8bb8522d0beac02',
  history: '0x0000f90827f1c53a10cb7a02335b175320002935',
  withdrawals: '0x00000961ef480eb55e80d19ad83579a64c007002',
  consolidations: '0x0000bbddc7ce488642fb579f8b00f3a590007251',
} as const
const systemGas = 30_000_000n
const withdrawalRequest = 1
const consolidationRequest = 2

/** Makes the calls before the first transaction of a block. */
export async function beginBlock(
  evm: EVM,
  environment: BlockEnvironment,
  header: Pick<Header, 'parentHash' | 'parentBeaconBlockRoot'>,
): Promise<void> {
  const { parentBeaconBlockRoot, parentHash } = header
  if (evm.common.isActivatedEIP(4788) && parentBeaconBlockRoot !== undefined) {
    await systemCall(evm, environment, systemContracts.beaconRoots, decodeHex(parentBeaconBlockRoot))
  }
  if (evm.common.isActivatedEIP(2935)) {
    await systemCall(evm, environment, systemContracts.history, decodeHex(parentHash))
  }
}

/** Makes the calls after the last transaction and returns the hash of the requests, where blocks have one (EIP-7685). */
export async function endBlock(evm: EVM, environment: BlockEnvironment): Promise<Hex | undefined> {
  if (!evm.common.isActivatedEIP(7685)) return undefined
  const requests: Uint8Array[] = []
  for (const [type, address] of [
    [withdrawalRequest, systemContracts.withdrawals],
    [consolidationRequest, systemContracts.consolidations],
  ] as const) {
    const data = await systemCall(evm, environment, address, new Uint8Array())
    if (data.length > 0) requests.push(sha256(Uint8Array.of(type, ...data)))
  }
  const joined = new Uint8Array(32 * requests.length)
  requests.forEach((hash, i) => {
    joined.set(hash, 32 * i)
  })
  return encodeHex(sha256(joined))
}

async function systemCall(evm: EVM, environment: BlockEnvironment, to: Address, data: Uint8Array): Promise<Uint8Array> {
  const address = createAddressFromString(to)
  if ((await evm.stateManager.getCodeSize(address)) === 0) return new Uint8Array()
  const { execResult } = await evm.runCall({
    block: toEvmBlock(environment),
    caller: createAddressFromString(systemAddress),
    to: address,
    gasLimit: systemGas,
    data,
    skipNonceIncrement: true,
  })
  await evm.journal.cleanup()
  evm.stateManager.originalStorageCache.clear()
  return execResult.exceptionError ? new Uint8Array() : execResult.returnValue
}
