import { hashTypedData, recoverAddress, type TypedDataDefinition } from 'viem'
import { generatePrivateKey, privateKeyToAddress, sign } from 'viem/accounts'
import type { Address, Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { StorageAccess, StorageNode } from './StorageNode.ts'

/*
 * Who asks a storage node. A wallet signs once that a key of this device may store in its name until a time; the device
 * then signs, for each node and hour, a proof that serves at that node only. So a node cannot use what it was shown at
 * another node, and nobody is asked to sign twice.
 */
export type StorageGrant = { account: Address; device: Address; untilMs: number; signature: Hex }
export type DeviceKey = { secret: Hex; address: Address }

const proofMs = 3_600_000
const scheme = 'Qood '

/** Returns a new key of this device. */
export function createDeviceKey(): DeviceKey {
  const secret = generatePrivateKey()
  return { secret, address: privateKeyToAddress(secret).toLowerCase() as Address }
}

/** Returns what the wallet signs. */
export function grantTypedData({ account, device, untilMs }: Omit<StorageGrant, 'signature'>) {
  return {
    domain: { name: 'QoodBlock', version: '1' },
    types: {
      StorageGrant: [
        { name: 'account', type: 'address' },
        { name: 'device', type: 'address' },
        { name: 'untilMs', type: 'uint64' },
        { name: 'purpose', type: 'string' },
      ],
    },
    primaryType: 'StorageGrant',
    message: { account, device, untilMs: BigInt(untilMs), purpose: 'Store blocks in my name from this device' },
  } as const satisfies TypedDataDefinition
}

/** Returns what makes the proofs for requests; `nameNode` tells the id of a node (its peer id, from /health). */
export function createStorageAccess(input: {
  grant: StorageGrant
  device: DeviceKey
  nameNode: (node: StorageNode) => Promise<string>
  now?: () => number
}): StorageAccess {
  const { grant, device, nameNode, now = Date.now } = input
  const proofs = new Map<string, { text: string; untilMs: number }>()
  return async (node) => {
    const kept = proofs.get(node.http)
    if (kept && kept.untilMs - now() > proofMs / 2) return kept.text
    const untilMs = now() + proofMs
    const name = await nameNode(node)
    const proof = await sign({ hash: hashProof(name, untilMs), privateKey: device.secret, to: 'hex' })
    const text = scheme + toBase64Url(JSON.stringify({ grant, node: name, untilMs, proof }))
    proofs.set(node.http, { text, untilMs })
    return text
  }
}

/** Returns the account in whose name a request is made; throws by name when the proof does not hold. */
export async function verifyStorageAccess(
  text: string,
  { node, nowMs }: { node: string; nowMs: number },
): Promise<Address> {
  const { grant, proof, untilMs, node: meant } = parseAccess(text)
  if (meant !== node) throw new AccessDeniedError(`a proof for another node (${meant.slice(0, 80)})`)
  if (untilMs < nowMs || grant.untilMs < nowMs) throw new AccessDeniedError('a proof that has run out')
  if (untilMs > nowMs + 2 * proofMs) throw new AccessDeniedError('a proof for too long')
  const { signature, ...granted } = grant
  try {
    const account = await recoverAddress({ hash: hashTypedData(grantTypedData(granted)), signature })
    const device = await recoverAddress({ hash: hashProof(meant, untilMs), signature: proof })
    if (same(account, grant.account) && same(device, grant.device)) return grant.account.toLowerCase() as Address
  } catch (cause) {
    throw new AccessDeniedError('a signature that is none', cause)
  }
  throw new AccessDeniedError('a signature of another key')
}

function hashProof(node: string, untilMs: number): Hex {
  return hashTypedData({
    domain: { name: 'QoodBlock', version: '1' },
    types: {
      StorageProof: [
        { name: 'node', type: 'string' },
        { name: 'untilMs', type: 'uint64' },
      ],
    },
    primaryType: 'StorageProof',
    message: { node, untilMs: BigInt(untilMs) },
  })
}

type Access = { grant: StorageGrant; node: string; untilMs: number; proof: Hex }

function parseAccess(text: string): Access {
  try {
    if (!text.startsWith(scheme)) throw new Error('another scheme')
    const value = JSON.parse(fromBase64Url(text.slice(scheme.length))) as Access
    const { grant, node, untilMs, proof } = value
    const texts = [grant.account, grant.device, grant.signature, proof]
    if (!texts.every((hex) => /^0x[0-9a-fA-F]{40,130}$/.test(hex))) throw new Error('no hex')
    if (![untilMs, grant.untilMs].every(Number.isSafeInteger) || typeof node !== 'string') throw new Error('no time')
    return value
  } catch (cause) {
    throw new AccessDeniedError('something else', cause)
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function toBase64Url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): string {
  return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
}

export class AccessDeniedError extends BaseError {
  override readonly name = 'Storage.AccessDeniedError'
  constructor(found: string, cause?: unknown) {
    super(`Expected a proof of who asks, found ${found}.`, { cause })
  }
}
