import { BaseError } from '../errors.ts'

/*
 * A trip file is a chain of frames: kind (1 byte), length (4), payload, hash (32), signature (64, zeros when unsigned). Each
 * hash is SHA-256 over the hash before it, the number of the frame, its kind and its payload, so that nothing can be taken out,
 * put in or changed without all later hashes and signatures changing too. Frames are only ever added at the end; after a
 * crash everything up to the last whole frame is there.
 */
export const frameKinds = { header: 1, samples: 2, event: 3, log: 4, end: 5 } as const
export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds]

export type Frame = { kind: FrameKind; payload: Uint8Array; hash: Uint8Array; signature: Uint8Array | undefined }

const headBytes = 5
const tailBytes = 96

/** Returns the hash of a frame in its place. */
export async function hashFrame(
  previous: Uint8Array,
  index: number,
  kind: FrameKind,
  payload: Uint8Array,
): Promise<Uint8Array> {
  const input = new Uint8Array(37 + payload.length)
  input.set(previous)
  new DataView(input.buffer).setUint32(32, index)
  input[36] = kind
  input.set(payload, 37)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', input))
}

/** Returns the bytes of a frame. */
export function encodeFrame({ kind, payload, hash, signature }: Frame): Uint8Array {
  const bytes = new Uint8Array(headBytes + payload.length + tailBytes)
  bytes[0] = kind
  new DataView(bytes.buffer).setUint32(1, payload.length)
  bytes.set(payload, headBytes)
  bytes.set(hash, headBytes + payload.length)
  if (signature) bytes.set(signature, headBytes + payload.length + 32)
  return bytes
}

/** Returns the whole frames in the bytes of a file, and where the last one ends. What follows it was cut off by a crash. */
export function splitFrames(bytes: Uint8Array): { frames: Frame[]; end: number } {
  const frames: Frame[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + headBytes + tailBytes <= bytes.length) {
    const kind = bytes[at] as FrameKind
    const length = view.getUint32(at + 1)
    const end = at + headBytes + length + tailBytes
    if (kind < 1 || kind > 5 || end > bytes.length) break
    const tail = at + headBytes + length
    const signature = bytes.subarray(tail + 32, end)
    frames.push({
      kind,
      payload: bytes.subarray(at + headBytes, tail),
      hash: bytes.subarray(tail, tail + 32),
      signature: signature.some((byte) => byte !== 0) ? signature : undefined,
    })
    at = end
  }
  return { frames, end: at }
}

/** Verifies that every hash follows from the ones before; throws at the first that does not. */
export async function verifyChain(frames: readonly Frame[]): Promise<void> {
  let previous = new Uint8Array(32)
  for (const [index, { kind, payload, hash }] of frames.entries()) {
    const expected = await hashFrame(previous, index, kind, payload)
    if (expected.some((byte, at) => byte !== hash[at])) throw new BrokenChainError(index)
    previous = new Uint8Array(expected)
  }
}

export class BrokenChainError extends BaseError {
  override readonly name = 'Recording.BrokenChainError'
  constructor(index: number) {
    super(`Expected frame ${index} of the trip to follow from the ones before, found that something was changed.`)
  }
}
