import { type Address, decodeHex, encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { decodeRlp, decodeScalar } from '../chain/rlp.ts'
import { encodeNibbles } from '../chain/trie/nibbles.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import {
  formatWord,
  readAddress,
  readBytes,
  readHash,
  readList,
  readObject,
  readQuantity,
  readSlotKey,
  toBigInt,
} from './answers.ts'
import { type OpenNode, ProofMismatchError, verifyTrieProof } from './verifyTrieProof.ts'

/** An account as a state root fixes it; one that does not exist has nothing of everything. */
export type ProvedAccount = {
  address: Address
  exists: boolean
  nonce: bigint
  balance: bigint
  storageHash: Hex
  codeHash: Hex
}
/** 32 bytes each. */
export type ProvedSlot = { key: Hex; value: Hex }
export type ProvedState = { account: ProvedAccount; storage: ProvedSlot[] }

export type StateProofClaim = {
  stateRoot: Hex
  address: Address
  /** Slots that were asked for, as 32 bytes each; undefined takes those that the proof names. */
  slots?: readonly Hex[] | undefined
  /** The result of eth_getProof (EIP-1186). */
  proof: unknown
  openNode?: OpenNode | undefined
}

export const emptyCodeHash: Hex = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'
const zeroHash: Hex = `0x${'00'.repeat(32)}`

/** Returns the account and slots that an eth_getProof result shows under the state root; throws when anything is off. */
export function verifyProof({ stateRoot, address, slots, proof, openNode }: StateProofClaim): ProvedState {
  const claim = readObject(proof, 'the proof')
  const owner = readAddress(address, 'the address')
  expectEqual(`account ${owner}`, owner, readAddress(claim.address, 'address'))
  const leaf = verifyTrieProof({
    subject: `account ${owner}`,
    root: readHash(stateRoot, 'the state root'),
    key: keyOf(owner),
    proof: readNodes(claim.accountProof, 'accountProof'),
    openNode,
  })
  const account = decodeAccount(owner, leaf)
  checkClaims(account, claim)
  const items = readList(claim.storageProof ?? [], 'storageProof')
  if (slots && items.length !== slots.length) {
    throw new ProofMismatchError(`storage of ${owner}`, `${slots.length} slots`, `${items.length}`)
  }
  return { account, storage: items.map((item, i) => verifySlot(account, item, slots?.[i], openNode)) }
}

function verifySlot(
  { address, storageHash }: ProvedAccount,
  item: unknown,
  wanted: Hex | undefined,
  openNode: OpenNode | undefined,
): ProvedSlot {
  const claim = readObject(item, 'an item of storageProof')
  const key = readSlotKey(claim.key, 'key')
  const subject = `slot ${key} of ${address}`
  if (wanted !== undefined) expectEqual(subject, wanted, key)
  const proof = readNodes(claim.proof, 'proof')
  const leaf = verifyTrieProof({ subject, root: storageHash, key: keyOf(key), proof, openNode })
  const value = leaf === undefined ? 0n : decodeValue(leaf)
  expectEqual(subject, formatQuantity(value), formatQuantity(readQuantity(claim.value, 'value')))
  return { key, value: formatWord(value) }
}

/** Returns the account of the leaf's RLP. */
function decodeAccount(address: Address, leaf: Uint8Array | undefined): ProvedAccount {
  if (leaf === undefined) {
    return { address, exists: false, nonce: 0n, balance: 0n, storageHash: emptyRoot, codeHash: emptyCodeHash }
  }
  const [nonce, balance, storageHash, codeHash] = decodeRlp(leaf) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  return {
    address,
    exists: true,
    nonce: decodeScalar(nonce),
    balance: decodeScalar(balance),
    storageHash: encodeHex(storageHash),
    codeHash: encodeHex(codeHash),
  }
}

/** What the server says beside the proof must be what the proof says. */
function checkClaims(account: ProvedAccount, claim: Readonly<Record<string, unknown>>): void {
  const of = (name: string) => `${name} of ${account.address}`
  expectEqual(of('balance'), `${account.balance}`, `${readQuantity(claim.balance, 'balance')}`)
  expectEqual(of('nonce'), `${account.nonce}`, `${readQuantity(claim.nonce, 'nonce')}`)
  for (const name of ['codeHash', 'storageHash'] as const) {
    const found = readHash(claim[name], name)
    // For an account that does not exist some clients give zeros, others the hashes of nothing.
    if (account.exists || found !== zeroHash) expectEqual(of(name), account[name], found)
  }
}

function decodeValue(leaf: Uint8Array): bigint {
  return toBigInt(decodeRlp(leaf) as Uint8Array)
}

function keyOf(hex: Hex): string {
  return encodeNibbles(keccak256(decodeHex(hex)))
}

function readNodes(value: unknown, place: string): Hex[] {
  return readList(value, place, maxNodes).map((node) => readBytes(node, place))
}

function expectEqual(subject: string, expected: string, found: string): void {
  if (expected !== found) throw new ProofMismatchError(subject, expected, found)
}

/** A path has 64 nibbles, so no honest proof has more nodes. */
const maxNodes = 65
