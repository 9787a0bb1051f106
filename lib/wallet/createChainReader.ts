import { decodeAbiParameters, decodeFunctionResult, encodeFunctionData, getAddress, parseAbi } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import { cleanName } from '../chain/cleanName.ts'
import type { EvidenceSummary } from '../light/Evidence.ts'
import type { ChainReader, Collection, Token } from './Explanation.ts'

/** The least of an EIP-1193 provider: one node, a light client, or a viem client. */
export type Rpc = {
  request(args: RpcArgs): Promise<unknown>
  /** The same with what the answer rests on, where there is somebody who proves. */
  ask?(args: RpcArgs): Promise<{ value: unknown; evidence: EvidenceSummary }>
}
type RpcArgs = { method: string; params?: unknown }

const abi = parseAbi([
  'function decimals() view returns (uint8)',
  'function symbol() view returns (string)',
  'function name() view returns (string)',
  'function supportsInterface(bytes4) view returns (bool)',
])
const erc721Interface = '0x80ac58cd'

/** Returns answers about contracts, read from the chain behind `rpc`. */
export function createChainReader(rpc: Rpc): ChainReader {
  async function call(to: Address, data: Hex): Promise<Hex | undefined> {
    const result = await rpc.request({ method: 'eth_call', params: [{ to, data }, 'latest'] }).catch(() => undefined)
    return typeof result === 'string' && result.length > 2 ? (result as Hex) : undefined
  }

  async function readText(to: Address, functionName: 'symbol' | 'name'): Promise<string | undefined> {
    const data = await call(to, encodeFunctionData({ abi, functionName }))
    try {
      return data && cleanName(decodeFunctionResult({ abi, functionName, data }))
    } catch {
      return undefined
    }
  }

  async function readErc20(address: Address): Promise<Token | undefined> {
    const data = await call(address, encodeFunctionData({ abi, functionName: 'decimals' }))
    if (data?.length !== 66) return undefined
    const decimals = Number(decodeAbiParameters([{ type: 'uint256' }], data)[0])
    const symbol = await readText(address, 'symbol')
    return decimals <= 36 && symbol !== undefined ? { address, standard: 'erc20', symbol, decimals } : undefined
  }

  async function readErc721(address: Address): Promise<Collection | undefined> {
    const data = encodeFunctionData({ abi, functionName: 'supportsInterface', args: [erc721Interface] })
    if ((await call(address, data)) !== `0x${'1'.padStart(64, '0')}`) return undefined
    return { address, standard: 'erc721', name: (await readText(address, 'name')) ?? '' }
  }

  return {
    async readToken(address) {
      const checksummed = getAddress(address)
      return (await readErc721(checksummed)) ?? (await readErc20(checksummed))
    },
    async isContract(address) {
      const code = await rpc.request({ method: 'eth_getCode', params: [address, 'latest'] })
      return typeof code === 'string' && code.length > 2
    },
  }
}
