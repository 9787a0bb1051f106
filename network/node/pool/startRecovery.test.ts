import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { encodeHex } from '../../../lib/bytes/hex.ts'
import { bytesOut, bytesPer, type RecoveryAnswer, type RecoveryRequest, startRecovery } from './startRecovery.ts'

const recovery = startRecovery()
afterAll(recovery.stop)
afterEach(() => void vi.useRealTimers())

function createSigned(index: number) {
  const key = keccak_256(Uint8Array.of(1, index >> 8, index))
  const hash = keccak_256(Uint8Array.of(2, index >> 8, index))
  const recovered = secp256k1.sign(hash, key, { prehash: false, format: 'recovered' })
  const signature = Uint8Array.of(...recovered.subarray(1), recovered[0]!)
  const point = secp256k1.getPublicKey(key, false)
  return { hash, signature, sender: encodeHex(keccak_256(point.subarray(1)).subarray(12)) }
}

test('agrees with noble on more signatures than one batch holds, sent at once', async () => {
  const signed = Array.from({ length: 600 }, (_, i) => createSigned(i))
  const senders = await Promise.all(signed.map(({ hash, signature }) => recovery.recover(hash, signature)))
  expect(senders).toEqual(signed.map(({ sender }) => sender))
})

test('a damaged signature gives another sender or a typed error, and spares its neighbours in the batch', async () => {
  const { hash, signature, sender } = createSigned(7)
  const impossible = new Uint8Array(65).fill(0xff)
  const flipped = signature.slice()
  flipped[40]! ^= 1
  const answers = await Promise.allSettled([impossible, flipped, signature].map((each) => recovery.recover(hash, each)))
  expect(answers[0]).toMatchObject({ status: 'rejected', reason: { name: 'Pool.InvalidSignatureError' } })
  expect(answers[1]).not.toMatchObject({ value: sender })
  expect(answers[2]).toMatchObject({ status: 'fulfilled', value: sender })
})

test('stopping rejects what still waits', async () => {
  const other = startRecovery()
  const { hash, signature } = createSigned(1)
  const lost = expect(other.recover(hash, signature)).rejects.toMatchObject({ name: 'Pool.RecoveryFailedError' })
  await other.stop()
  await lost
  await expect(other.recover(hash, signature)).rejects.toMatchObject({ name: 'Pool.RecoveryFailedError' })
})

/** Stands in for the worker, so that a test says when an answer comes and from whom. */
class ScriptedWorker extends EventEmitter {
  asked: RecoveryRequest[] = []
  ref() {}
  unref() {}
  postMessage(request: RecoveryRequest) {
    this.asked.push(request)
  }
  terminate() {
    return Promise.resolve(0)
  }
  /** Says that each signature of the request was made by that account. */
  answer({ id, batch }: RecoveryRequest, account: number) {
    const senders = new Uint8Array((batch.length / bytesPer) * bytesOut).fill(account)
    for (let at = 0; at < senders.length; at += bytesOut) senders[at] = 1
    this.emit('message', { id, senders } satisfies RecoveryAnswer)
  }
}

const account = (byte: number) => `0x${byte.toString(16).padStart(2, '0').repeat(20)}`

function startScripted() {
  const workers: ScriptedWorker[] = []
  const { recover, stop } = startRecovery(() => {
    const worker = new ScriptedWorker()
    workers.push(worker)
    return worker as unknown as Worker
  })
  const ask = () => recover(new Uint8Array(32), new Uint8Array(65))
  return { workers, ask, stop }
}

test('an answer that comes after its worker was given up is nobody else’s sender', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { workers, ask, stop } = startScripted()
  const alice = expect(ask()).rejects.toThrow('no answer in time')
  await null
  const mallory = ask()
  vi.advanceTimersByTime(20_000)
  await alice
  workers[0]!.answer(workers[0]!.asked[0]!, 0xaa)
  workers[1]!.answer(workers[1]!.asked[0]!, 0xbb)
  expect(await mallory).toBe(account(0xbb))
  const carol = ask()
  await null
  workers[1]!.answer(workers[1]!.asked[1]!, 0xcc)
  expect(await carol).toBe(account(0xcc))
  await stop()
})

test('an answer to another batch, or of another length, is an error and never a sender', async () => {
  const { workers, ask, stop } = startScripted()
  for (const damage of [
    (request: RecoveryRequest) => ({ ...request, id: request.id + 1 }),
    (request: RecoveryRequest) => ({ ...request, batch: new Uint8Array(2 * bytesPer) }),
  ]) {
    const lost = expect(ask()).rejects.toMatchObject({ name: 'Pool.RecoveryFailedError' })
    await null
    const worker = workers.at(-1)!
    worker.answer(damage(worker.asked[0]!), 0xaa)
    await lost
  }
  const next = ask()
  await null
  workers[2]!.answer(workers[2]!.asked[0]!, 0xbb)
  expect(await next).toBe(account(0xbb))
  await stop()
})
