import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { countFields, encodeHeader } from '../chain/encodeHeader.ts'
import { decodeExtraData } from '../chain/extraData.ts'
import { hashQbftHeader, hashSealDigest } from '../chain/hashHeader.ts'
import { recoverSealers } from '../chain/recoverSealers.ts'
import { encodeRlp, encodeScalar } from '../chain/rlp.ts'
import { encodeNibbles } from '../chain/trie/nibbles.ts'
import { verifyHeader } from '../chain/verifyHeader.ts'
import { readBytes, readList, readObject } from './answers.ts'
import type { Check } from './readCheck.ts'
import { verifyProof } from './verifyProof.ts'
import { verifyReceipts } from './verifyReceipts.ts'
import { HashMismatchError } from './verifySealedHeader.ts'
import { ProofMismatchError, verifyTrieProof } from './verifyTrieProof.ts'

/*
 * A check taken apart, so that a person can watch it. The steps show what is computed; whether the whole stands is told
 * by the last one, which is the very function that the light client uses.
 */
export type CheckStep =
  | { kind: 'header'; number: number; fields: number; bytes: number; timestamp: number }
  | { kind: 'hash'; computed: Hex; claimed: Hex | undefined; isGood: boolean }
  | { kind: 'extraData'; round: number; seals: number; validators: number; digest: Hex }
  | { kind: 'seal'; index: number; signer: Address; isGood: boolean; why: 'member' | 'foreign' | 'twice' }
  | { kind: 'quorum'; seals: number; quorum: number; validators: number; isGood: boolean }
  | { kind: 'node'; subject: Hex; depth: number; bytes: number; hash: Hex; isGood: boolean }
  | {
      kind: 'account'
      address: Address
      exists: boolean
      nonce: string
      balanceWei: string
      codeHash: Hex
      storageHash: Hex
    }
  | { kind: 'slot'; key: Hex; value: Hex }
  | { kind: 'root'; computed: Hex; claimed: Hex; count: number; isGood: boolean }
  | { kind: 'item'; index: number; bytes: number }
  | { kind: 'verdict'; isGood: true }
  | { kind: 'verdict'; isGood: false; name: string; message: string }

/** Goes through the steps of a check; the last one is the verdict. Never throws for what it finds. */
export function* checkProof(check: Check): Generator<CheckStep> {
  try {
    if (check.kind === 'header') yield* checkHeader(check)
    else if (check.kind === 'state') yield* checkState(check)
    else if (check.kind === 'receipts') yield* checkReceipts(check)
    else yield* checkPath(check)
    yield { kind: 'verdict', isGood: true }
  } catch (error) {
    const { name, message } = error as Error
    yield { kind: 'verdict', isGood: false, name, message }
  }
}

function* checkHeader(check: Extract<Check, { kind: 'header' }>): Generator<CheckStep> {
  const { header, claimedHash: claimed, validators, quorum, mode } = check
  const { number, timestamp } = header
  yield { kind: 'header', number, timestamp, fields: countFields(header), bytes: encodeHeader(header).length }
  const computed = hashQbftHeader(header)
  yield { kind: 'hash', computed, claimed, isGood: claimed === undefined || claimed === computed }
  const { round, seals } = decodeExtraData(header.extraData)
  const digest = hashSealDigest(header)
  yield { kind: 'extraData', round, seals: seals.length, validators: validators.length, digest }
  const seen = new Set<Address>()
  // One more than there are members already is one too many.
  for (const [index, seal] of seals.slice(0, validators.length + 1).entries()) {
    const [signer] = recoverSealers(digest, [seal]) as [Address]
    const why = seen.has(signer) ? 'twice' : validators.includes(signer) ? 'member' : 'foreign'
    seen.add(signer)
    yield { kind: 'seal', index, signer, why, isGood: why === 'member' }
  }
  const members = [...seen].filter((signer) => validators.includes(signer)).length
  yield { kind: 'quorum', seals: members, quorum, validators: validators.length, isGood: members >= quorum }
  verifyHeader({ header, validators, quorum, mode })
  if (claimed !== undefined && claimed !== computed) throw new HashMismatchError(computed, claimed)
}

function* checkState({ stateRoot, address, proof }: Extract<Check, { kind: 'state' }>): Generator<CheckStep> {
  yield* showNodes(address, stateRoot, proof.accountProof)
  const { account, storage } = verifyProof({ stateRoot, address, proof })
  const { exists, nonce, balance, codeHash, storageHash } = account
  yield { kind: 'account', address, exists, nonce: `${nonce}`, balanceWei: `${balance}`, codeHash, storageHash }
  const claims = readList(proof.storageProof ?? [], 'storageProof')
  for (const [i, { key, value }] of storage.entries()) {
    yield* showNodes(key, storageHash, readObject(claims[i], 'storageProof').proof)
    yield { kind: 'slot', key, value }
  }
}

/** Each node must have the hash that the one above it names; the first one is named by the root. */
function* showNodes(subject: Hex, root: Hex, value: unknown): Generator<CheckStep> {
  const nodes = readList(value, 'the proof', 65).map((node) => readBytes(node, 'a node'))
  for (const [depth, node] of nodes.entries()) {
    const hash = encodeHex(keccak256(decodeHex(node)))
    const isGood = depth === 0 ? hash === root : nodes[depth - 1]!.includes(hash.slice(2))
    yield { kind: 'node', subject, depth, bytes: (node.length - 2) / 2, hash, isGood }
  }
}

function* checkReceipts({
  receiptsRoot,
  number,
  receipts,
}: Extract<Check, { kind: 'receipts' }>): Generator<CheckStep> {
  const root = { kind: 'root', claimed: receiptsRoot, count: receipts.length } as const
  try {
    verifyReceipts({ receiptsRoot, number }, receipts)
    yield { ...root, computed: receiptsRoot, isGood: true }
  } catch (error) {
    if (error instanceof ProofMismatchError) yield { ...root, computed: error.found as Hex, isGood: false }
    throw error
  }
}

function* checkPath({ root, index, nodes }: Extract<Check, { kind: 'path' }>): Generator<CheckStep> {
  const key = encodeRlp(encodeScalar(index))
  yield* showNodes(encodeHex(key), root, nodes)
  const item = verifyTrieProof({ subject: `item ${index}`, root, key: encodeNibbles(key), proof: nodes })
  if (item === undefined) throw new ProofMismatchError(`item ${index}`, 'an item', 'that there is none')
  yield { kind: 'item', index, bytes: item.length }
}
