import { keccak_256 } from '@noble/hashes/sha3.js'
import { Bench } from 'tinybench'
import { keccak256, loadKeccak } from '../bytes/keccak256.ts'
import { encodeHeader } from './encodeHeader.ts'
import { producers, sealHeader, unsealedHeader } from './fixtures/sealHeader.ts'
import { hashQbftHeader, hashSealDigest } from './hashHeader.ts'
import { embeddedQuorum } from './quorum.ts'
import { recoverWithNoble } from './recoverSealers.ts'
import { recoverWithWasm } from './recoverWithWasm.ts'
import { signSeal } from './signSeal.ts'
import { signSealWithWasm } from './signSealWithWasm.ts'
import { verifyHeader } from './verifyHeader.ts'

const set = producers(21)
const quorum = embeddedQuorum(21)
const header = sealHeader(unsealedHeader, set.slice(0, quorum))
const options = { header, validators: set.map(({ address }) => address), quorum, mode: 'contract' } as const
const bytes = encodeHeader(header)
const digest = hashSealDigest(header)
const { privateKey } = set[0]!

const bench = new Bench({ time: 2000, warmupTime: 300 })
bench
  .add('hash a header, noble keccak', () => void hashQbftHeader(header))
  .add(`verify ${quorum} of 21 seals, noble recovery, noble keccak`, () => {
    verifyHeader({ ...options, recover: recoverWithNoble })
  })
  .add(`verify ${quorum} of 21 seals, WebAssembly recovery, noble keccak`, () => {
    verifyHeader({ ...options, recover: recoverWithWasm })
  })
await bench.run()

await loadKeccak()
const loaded = new Bench({ time: 2000, warmupTime: 300 })
loaded
  .add('hash a header, WebAssembly keccak', () => void hashQbftHeader(header))
  .add(`verify ${quorum} of 21 seals, noble recovery, WebAssembly keccak`, () => {
    verifyHeader({ ...options, recover: recoverWithNoble })
  })
  .add(`verify ${quorum} of 21 seals, WebAssembly recovery, WebAssembly keccak`, () => {
    verifyHeader({ ...options, recover: recoverWithWasm })
  })
  .add('sign a seal, noble', () => void signSeal(digest, privateKey))
  .add('sign a seal, WebAssembly', () => void signSealWithWasm(digest, privateKey))
  .add(`keccak of ${bytes.length} bytes, noble`, () => void keccak_256(bytes))
  .add(`keccak of ${bytes.length} bytes, WebAssembly`, () => void keccak256(bytes))
await loaded.run()

console.table([...bench.table(), ...loaded.table()])
