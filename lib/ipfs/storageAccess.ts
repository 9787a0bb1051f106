import { hashTypedData, recoverAddress, type TypedDataDefinition } from 'viem'
import { generatePrivateKey, privateKeyToAddress, sign } from 'viem/accounts'
import type { Address, Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { StorageAccess } from './StorageNode.ts'

/*
 * Who asks a storage node. A wallet signs once that a key of this device may store in its name until a time; the device
 * then signs, for each node and hour, a proof that serves at that node only. So a node cannot use what it was shown at
 * another node, and nobody is asked to sign twice. What a proof names is the address that was dialled, never what a node
 * says of itself: a node that lies would name another one.
 */
export type StorageGrant = { account: Address; device: Address; untilMs: number; signature: Hex }
export type DeviceKey = { secret: Hex; address: Address }

const proofMs = 3_600_000
const scheme = 'Qood '
/** In version 1 a proof named what the node called itself. */
const proofVersion = 2

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

/** Returns the origin of the address of a node, which a proof for it names; throws on anything but http and https. */
export function parseStorageOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw new StorageAddressError(address)
  return url.origin
}

/** Returns what makes the proofs for requests. */
export function createStorageAccess(input: {
  grant: StorageGrant
  device: DeviceKey
  now?: () => number
}): StorageAccess {
  const { grant, device, now = Date.now } = input
  const proofs = new Map<string, { text: string; untilMs: number }>()
  return async ({ http }) => {
    const origin = parseStorageOrigin(http)
    const kept = proofs.get(origin)
    if (kept && kept.untilMs - now() > proofMs / 2) return kept.text
    const untilMs = now() + proofMs
    const proof = await sign({ hash: hashProof(origin, untilMs), privateKey: device.secret, to: 'hex' })
    const text = scheme + toBase64Url(JSON.stringify({ version: proofVersion, grant, origin, untilMs, proof }))
    proofs.set(origin, { text, untilMs })
    return text
  }
}

/**
 * Returns the account in whose name a request is made; throws by name when the proof does not hold. `origins` are those of
 * the addresses at which the node knows itself to be reached.
 */
export async function verifyStorageAccess(
  text: string,
  { origins, nowMs }: { origins: readonly string[]; nowMs: number },
): Promise<Address> {
  const { grant, proof, untilMs, origin } = parseAccess(text)
  if (!origins.includes(origin)) throw new OtherAddressError(origins, origin)
  if (untilMs < nowMs || grant.untilMs < nowMs) throw new AccessDeniedError('a proof that has run out')
  if (untilMs > nowMs + 2 * proofMs) throw new AccessDeniedError('a proof for too long')
  const { signature, ...granted } = grant
  try {
    const account = await recoverAddress({ hash: hashTypedData(grantTypedData(granted)), signature })
    const device = await recoverAddress({ hash: hashProof(origin, untilMs), signature: proof })
    if (same(account, grant.account) && same(device, grant.device)) return grant.account.toLowerCase() as Address
  } catch (cause) {
    throw new AccessDeniedError('a signature that is none', cause)
  }
  throw new AccessDeniedError('a signature of another key')
}

function hashProof(origin: string, untilMs: number): Hex {
  return hashTypedData({
    domain: { name: 'QoodBlock', version: String(proofVersion) },
    types: {
      StorageProof: [
        { name: 'origin', type: 'string' },
        { name: 'untilMs', type: 'uint64' },
      ],
    },
    primaryType: 'StorageProof',
    message: { origin, untilMs: BigInt(untilMs) },
  })
}

type Access = { version: number; grant: StorageGrant; origin: string; untilMs: number; proof: Hex }

function parseAccess(text: string): Access {
  const value = readAccess(text)
  const { version = 1, grant, origin, untilMs, proof } = value
  if (version !== proofVersion) throw new ProofVersionError(version)
  try {
    const texts = [grant.account, grant.device, grant.signature, proof]
    if (!texts.every((hex) => /^0x[0-9a-fA-F]{40,130}$/.test(hex))) throw new Error('no hex')
    if (![untilMs, grant.untilMs].every(Number.isSafeInteger) || typeof origin !== 'string') throw new Error('no time')
    return value
  } catch (cause) {
    throw new AccessDeniedError('something else', cause)
  }
}

function readAccess(text: string): Access {
  try {
    if (!text.startsWith(scheme)) throw new Error('another scheme')
    const value: unknown = JSON.parse(fromBase64Url(text.slice(scheme.length)))
    if (typeof value !== 'object' || value === null) throw new Error('no object')
    return value as Access
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

export class ProofVersionError extends BaseError {
  override readonly name = 'Storage.ProofVersionError'
  constructor(found: unknown) {
    super(`Expected a proof of version ${proofVersion}, found version ${String(found).slice(0, 20)}.`, {
      metaMessages: ['Whoever made it is older or newer than this storage node.'],
    })
  }
}

export class OtherAddressError extends BaseError {
  override readonly name = 'Storage.OtherAddressError'
  constructor(expected: readonly string[], found: string) {
    super(`Expected a proof for ${expected.join(' or ')}, found one for ${found.slice(0, 200)}.`, {
      metaMessages: ['A node that is reached at another address than this is told so with --address.'],
    })
  }
}

export class StorageAddressError extends BaseError {
  override readonly name = 'Storage.AddressError'
  constructor(found: string) {
    super(`Expected the http or https address of a storage node, found "${found.slice(0, 200)}".`)
  }
}
