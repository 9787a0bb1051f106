import { parentPort } from 'node:worker_threads'
import { keccak256, loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { loadSecp256k1 } from '../loadSecp256k1.ts'
import { bytesOut, bytesPer, type RecoveryAnswer, type RecoveryRequest } from './startRecovery.ts'

/*
 * Recovers senders, a batch per message, in libsecp256k1. In: digest || r || s || parity for each.
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
  const key = recover(input.subarray(0, 32), input.subarray(32, 96), input[96] === 1 ? 1 : 0)
  return key ? keccak256(key.subarray(1)).subarray(12) : undefined
}

const { recover } = loadSecp256k1()
await loadKeccak()
parentPort?.on('message', ({ id, batch }: RecoveryRequest) => {
  const answer: RecoveryAnswer = { id, senders: recoverAll(batch) }
  parentPort?.postMessage(answer, [answer.senders.buffer])
})
