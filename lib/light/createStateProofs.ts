import { type Address, decodeHex, encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { readBytes, readList, readObject } from './answers.ts'
import type { LightBlock } from './LightBlock.ts'
import type { Transport } from './Transport.ts'
import { emptyCodeHash, type ProvedAccount, verifyProof } from './verifyProof.ts'
import { createNodeCache, type OpenNode, ProofMismatchError } from './verifyTrieProof.ts'

/*
 * Proved state, fetched when it is asked for. What is asked in one breath about one account goes in one request; what
 * was proved under a state root is not asked again, nor is a trie node hashed twice. Blocks without work have the state
 * root of the block before, so they cost nothing.
 */
export type ProvedSlotPath = { value: Hex; nodes: readonly Hex[] }
export type StateRead = {
  account: ProvedAccount
  accountNodes: readonly Hex[]
  slots: ReadonlyMap<Hex, ProvedSlotPath>
}

type Entry = { account: ProvedAccount; accountNodes: readonly Hex[]; slots: Map<Hex, ProvedSlotPath> }
/** `isSent` once nothing can be added any more. */
type Wanted = { slots: Set<Hex>; isSent: boolean; done: Promise<Entry> }
type Bundle = { openNode: OpenNode; entries: Map<Address, Entry>; wanted: Map<Address, Wanted> }

export type StateProofs = ReturnType<typeof createStateProofs>

const keptRoots = 8
const maxSlots = 512
const keptCodes = 256

/** Returns a reader of accounts, slots and code that are proved under the state root of a verified block. */
export function createStateProofs({ transport }: { transport: Transport }) {
  const bundles = new Map<Hex, Bundle>()
  const codes = new Map<Hex, Promise<Uint8Array>>()

  function bundleOf(root: Hex): Bundle {
    const bundle = bundles.get(root) ?? { openNode: createNodeCache(), entries: new Map(), wanted: new Map() }
    bundles.delete(root)
    bundles.set(root, bundle)
    if (bundles.size > keptRoots) bundles.delete(bundles.keys().next().value!)
    return bundle
  }

  async function read(block: LightBlock, owner: Address, slots: readonly Hex[] = []): Promise<StateRead> {
    const address = owner.toLowerCase() as Address
    const bundle = bundleOf(block.header.stateRoot)
    const known = bundle.entries.get(address)
    const missing = slots.filter((slot) => !known?.slots.has(slot))
    if (known && missing.length === 0) return known
    return want(bundle, block, address, missing)
  }

  function want(bundle: Bundle, block: LightBlock, address: Address, slots: readonly Hex[]): Promise<Entry> {
    const waiting = bundle.wanted.get(address)
    if (waiting && (!waiting.isSent || slots.every((slot) => waiting.slots.has(slot)))) {
      for (const slot of slots) waiting.slots.add(slot)
      return waiting.done
    }
    const wanted: Wanted = { slots: new Set(slots), isSent: false, done: Promise.resolve().then(send) }
    bundle.wanted.set(address, wanted)
    return wanted.done

    function send(): Promise<Entry> {
      wanted.isSent = true
      return fetchProof(bundle, block, address, [...wanted.slots]).finally(() => {
        if (bundle.wanted.get(address) === wanted) bundle.wanted.delete(address)
      })
    }
  }

  async function fetchProof(
    bundle: Bundle,
    block: LightBlock,
    address: Address,
    slots: readonly Hex[],
  ): Promise<Entry> {
    const parts = Array.from({ length: Math.max(1, Math.ceil(slots.length / maxSlots)) }, (_, i) =>
      slots.slice(i * maxSlots, (i + 1) * maxSlots),
    )
    await Promise.all(parts.map((part) => fetchPart(bundle, block, address, part)))
    return bundle.entries.get(address)!
  }

  async function fetchPart(
    bundle: Bundle,
    { header }: LightBlock,
    address: Address,
    slots: readonly Hex[],
  ): Promise<void> {
    const params = [address, slots, formatQuantity(header.number)]
    const proof = await transport.request({ method: 'eth_getProof', params })
    const { stateRoot } = header
    const { account, storage } = verifyProof({ stateRoot, address, slots, proof, openNode: bundle.openNode })
    const claim = readObject(proof, 'the proof')
    const accountNodes = readNodes(claim.accountProof)
    const entry = bundle.entries.get(address) ?? { account, accountNodes, slots: new Map() }
    const paths = readList(claim.storageProof ?? [], 'storageProof')
    storage.forEach(({ key, value }, i) => {
      entry.slots.set(key, { value, nodes: readNodes(readObject(paths[i], 'storageProof').proof) })
    })
    bundle.entries.set(address, entry)
  }

  async function fetchCode({ header }: LightBlock, { address, codeHash }: ProvedAccount): Promise<Uint8Array> {
    const params = [address, formatQuantity(header.number)]
    const code = decodeHex(readBytes(await transport.request({ method: 'eth_getCode', params }), 'the code'))
    const hash = encodeHex(keccak256(code))
    if (hash !== codeHash) throw new ProofMismatchError(`the code of ${address}`, codeHash, hash)
    return code
  }

  return {
    read,
    /** Returns the code of a proved account; kept by its hash, whatever the block. */
    async code(block: LightBlock, account: ProvedAccount): Promise<Uint8Array> {
      if (account.codeHash === emptyCodeHash) return new Uint8Array()
      const known = codes.get(account.codeHash)
      if (known) return known
      const fetched = fetchCode(block, account)
      codes.set(account.codeHash, fetched)
      fetched.catch(() => codes.delete(account.codeHash))
      if (codes.size > keptCodes) codes.delete(codes.keys().next().value!)
      return fetched
    },
  }
}

function readNodes(value: unknown): Hex[] {
  return readList(value, 'a proof').map((node) => readBytes(node, 'a node'))
}
