import { parentPort } from 'node:worker_threads'
import { recover } from 'tiny-secp256k1'
import { keccak256, loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { bytesOut, bytesPer } from './startRecovery.ts'

/*
 * Recovers senders, a batch per message, in the WebAssembly build of libsecp256k1. In: digest || r || s || parity for each.
 * Out: 1 || address for each, or zeros where the signature belongs to no key.
 */
function recoverAll(batch: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = batch.length / bytesPer
  const senders = new Uint8Array(count * bytesOut)
  for (let i = 0; i < count; i++) {
    const input = batch.subarray(i * bytesPer, (i + 1) * bytesPer)
    const sender = recoverOne(input)
    if (sender === undefined) continue
    senders[i * bytesOut] = 1
    senders.set(sender, i * bytesOut + 1)
  }
  return senders
}

function recoverOne(input: Uint8Array): Uint8Array | undefined {
  try {
    const key = recover(input.subarray(0, 32), input.subarray(32, 96), input[96] === 1 ? 1 : 0, false)
    return key ? keccak256(key.subarray(1)).subarray(12) : undefined
  } catch {
    // The library throws on r or s out of range and on a point that is not on the curve: both mean "no such key".
    return undefined
  }
}

await loadKeccak()
parentPort?.on('message', (batch: Uint8Array) => {
  const senders = recoverAll(batch)
  parentPort?.postMessage(senders, [senders.buffer])
})
