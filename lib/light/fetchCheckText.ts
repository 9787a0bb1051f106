import { parseAddress } from '../chain/parseAddress.ts'
import { parseBlockId } from '../chain/parseBlockId.ts'
import { BaseError } from '../errors.ts'
import type { LightLink } from './connectLight.ts'

/** Returns what there is to check of a block or an account of the chain, as the text that a person could paste. */
export async function fetchCheckText({ api, provider, anchor }: LightLink, id: string): Promise<string> {
  const found = /^0x[0-9a-fA-F]{40}$/.test(id.trim()) ? await fetchState() : await fetchHeader()
  return JSON.stringify(found, null, 2)

  async function fetchState(): Promise<object> {
    const address = parseAddress(id.trim())
    const call = { method: 'eth_getProof', params: [address, [], 'latest'] }
    const { value: proof, evidence } = await provider.ask(call)
    return { stateRoot: evidence.blocks[0]!.stateRoot, proof }
  }

  async function fetchHeader(): Promise<object> {
    const target = parseBlockId(id.trim())
    if (target === undefined) throw new NothingToCheckError(id)
    const block = await api.block({ ref: 'hash' in target ? target.hash : target.number })
    if (block === undefined) throw new NothingToCheckError(id)
    const method = 'eth_getBlockByHash'
    const { transactions: _, ...header } = (await provider.request({ method, params: [block.hash, false] })) as {
      transactions: unknown
    }
    return { header, validators: block.producers, quorum: block.quorum, mode: anchor.mode }
  }
}

export class NothingToCheckError extends BaseError {
  override readonly name = 'Light.NothingToCheckError'
  constructor(id: string) {
    super(`Expected the number or hash of a block that exists, or an address, found "${id.slice(0, 80)}".`)
  }
}
