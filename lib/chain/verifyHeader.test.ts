import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { decodeHeader, encodeHeader } from './encodeHeader.ts'
import { decodeExtraData, encodeExtraData } from './extraData.ts'
import fixtures from './fixtures/qbftHeaders.json' with { type: 'json' }
import { producers, sealHeader, unsealedHeader } from './fixtures/sealHeader.ts'
import type { Header } from './Header.ts'
import { hashHeader, hashQbftHeader, hashSealDigest, withSeals } from './hashHeader.ts'
import { parseHeader } from './parseHeader.ts'
import { besuQuorum, embeddedQuorum } from './quorum.ts'
import { recoverWithWasm } from './recoverWithWasm.ts'
import { type VerifyHeaderOptions, verifyHeader } from './verifyHeader.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const set = producers(21)
const validators = set.map(({ address }) => address)
const stranger = producers(22).find(({ address }) => !validators.includes(address))!
const quorum = embeddedQuorum(21)
const unsealed: Header = { ...unsealedHeader, miner: validators[4]! }
const sealed = sealHeader(unsealed, set.slice(3, 18), 2)
const sealsOf = (header: Header) => decodeExtraData(header.extraData).seals

function verify(header: Header, options: Partial<VerifyHeaderOptions> = {}) {
  return verifyHeader({ header, validators, quorum, mode: 'contract', recover: recoverWithWasm, ...options })
}

function refusal(header: Header, options: Partial<VerifyHeaderOptions> = {}): string {
  try {
    verify(header, options)
  } catch (error) {
    return (error as Error).name
  }
  return 'accepted'
}

/** Changes fields and seals again, so that the seals are right and the changed field is the only fault. */
function resealed(fields: Partial<Header>): Header {
  return sealHeader({ ...unsealed, ...fields }, set.slice(0, quorum))
}

test.each(fixtures.sealed)('accepts a header of a public network: $name', (fixture) => {
  const header = fixture.rlp ? decodeHeader(decodeHex(fixture.rlp)) : parseHeader(fixture.header)
  const verified = verifyHeader({
    header,
    validators: fixture.validators as Address[],
    quorum: besuQuorum(fixture.validators.length),
    mode: fixture.mode as 'contract' | 'header',
  })
  expect(verified.signers).toEqual(fixture.signers)
  expect(verified.round).toBe(fixture.round)
  if (fixture.hash) expect(verified.hash).toBe(fixture.hash)
  if (fixture.sealDigest) expect(hashSealDigest(header)).toBe(fixture.sealDigest)
})

test.each(fixtures.refused)('refuses a header of another protocol: $name', (fixture) => {
  const header = decodeHeader(decodeHex(fixture.rlp))
  const options = { validators: fixture.validators as Address[], quorum: 3, mode: 'header' } as const
  expect(refusal(header, options)).toBe(fixture.error)
})

test('accepts 15 seals of 21 at round 2 and tells who signed', () => {
  expect(verify(sealed)).toEqual({
    hash: hashQbftHeader(unsealed),
    signers: validators.slice(3, 18),
    round: 2,
  })
})

test('the block hash leaves the round out, the sealed digest keeps it', () => {
  expect(hashQbftHeader(sealHeader(unsealed, [], 1))).toBe(hashQbftHeader(unsealed))
  expect(hashSealDigest(sealHeader(unsealed, [], 1))).not.toBe(hashSealDigest(unsealed))
  expect(hashSealDigest(unsealed)).toBe(hashQbftHeader(unsealed))
})

test('the genesis is hashed as it stands, whatever its extraData', () => {
  const genesis = { ...sealed, number: 0 }
  expect(hashQbftHeader(genesis)).toBe(hashHeader(genesis))
  expect(hashQbftHeader({ ...genesis, extraData: '0x1234' })).toBe(hashHeader({ ...genesis, extraData: '0x1234' }))
  expect(hashQbftHeader(sealed)).not.toBe(hashHeader(sealed))
})

test('refuses the seals of another round', () => {
  expect(refusal(withSeals(sealed, { round: 1, seals: sealsOf(sealed) }))).toBe('Chain.ForeignSealError')
})

test('refuses one bit flipped anywhere in a sealed header', () => {
  const bytes = encodeHeader(sealed)
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const flipped = bytes.slice()
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      let header: Header
      try {
        header = decodeHeader(flipped)
      } catch (error) {
        expect((error as Error).name).toMatch(/^Chain\./)
        return
      }
      expect(refusal(header)).toMatch(/^Chain\.\w+Error$/)
    }),
    { numRuns: numRuns * 5 },
  )
}, 300_000)

test('accepts the seals in any order and any superset of the quorum', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(set, { minLength: quorum }), (sealers) => {
      const verified = verify(sealHeader(unsealed, sealers))
      expect(verified.signers).toEqual(sealers.map(({ address }) => address))
      expect(verified.hash).toBe(hashQbftHeader(unsealed))
    }),
    { numRuns: Math.ceil(numRuns / 4) },
  )
})

test('refuses fewer seals than the quorum', () => {
  const dropped = withSeals(sealed, { seals: sealsOf(sealed).slice(1) })
  expect(refusal(dropped)).toBe('Chain.BelowQuorumError')
  expect(verify(dropped, { quorum: besuQuorum(21) }).signers).toHaveLength(14)
  expect(refusal(unsealed)).toBe('Chain.BelowQuorumError')
})

test('refuses a foreign seal, even above the quorum', () => {
  expect(refusal(sealHeader(unsealed, [...set.slice(0, quorum), stranger]))).toBe('Chain.ForeignSealError')
})

test('refuses a seal twice, also in its other form', () => {
  const seals = sealsOf(sealed)
  expect(refusal(withSeals(sealed, { seals: [...seals, seals[0]!] }))).toBe('Chain.DuplicateSealError')
  expect(refusal(withSeals(sealed, { seals: [...seals, otherForm(seals[0]!)] }))).toBe('Chain.DuplicateSealError')
})

test('takes the other form of a seal, as Besu does, for the same seal of the same block', () => {
  const seals = sealsOf(sealed).map(otherForm)
  expect(verify(withSeals(sealed, { seals }))).toEqual(verify(sealed))
})

test('refuses bytes that are no signature', () => {
  const zero: Hex = `0x${'00'.repeat(65)}`
  const beyondOrder: Hex = `0x${'ff'.repeat(64)}00`
  for (const recover of [undefined, recoverWithWasm]) {
    for (const seal of [zero, beyondOrder]) {
      const seals = [seal, ...sealsOf(sealed).slice(1)]
      expect(refusal(withSeals(sealed, { seals }), { recover })).toBe('Chain.InvalidSealError')
    }
  }
})

test.each<[string, Partial<Header>]>([
  ['Chain.NumberError', { number: 0 }],
  ['Chain.MixHashError', { mixHash: `0x${'00'.repeat(32)}` }],
  ['Chain.DifficultyError', { difficulty: 2n }],
  ['Chain.GasLimitError', { gasLimit: 4999n, gasUsed: 0n }],
  ['Chain.GasLimitError', { gasLimit: 2n ** 63n }],
  ['Chain.GasUsedError', { gasUsed: 30_000_001n }],
  ['Chain.ProposerError', { miner: '0x00000000000000000000000000000000000000ff' }],
])('refuses by %s however well sealed', (name, fields) => {
  expect(refusal(resealed(fields))).toBe(name)
})

test('refuses validators or a vote in the header where a contract elects', () => {
  const extraData = { ...decodeExtraData(unsealed.extraData), seals: [] }
  const named = encodeExtraData({ ...extraData, validators: validators.slice(0, 1) })
  const voting = encodeExtraData({ ...extraData, vote: { recipient: validators[0]!, action: 'add' } })
  expect(refusal(resealed({ extraData: named }))).toBe('Chain.ValidatorsInHeaderError')
  expect(refusal(resealed({ extraData: voting }))).toBe('Chain.VoteInHeaderError')
})

test('wants the very validators, ascending, where the header names them', () => {
  const named = (list: Address[]) =>
    resealed({ extraData: encodeExtraData({ ...decodeExtraData(unsealed.extraData), validators: list }) })
  expect(verify(named(validators), { mode: 'header' }).round).toBe(0)
  for (const list of [[], validators.slice(1), validators.toReversed(), [...validators, stranger.address]]) {
    expect(refusal(named(list), { mode: 'header' })).toBe('Chain.HeaderValidatorsError')
  }
})

test('checks a header against its parent', () => {
  const parent = sealHeader({ ...unsealed, number: 999, timestamp: unsealed.timestamp - 1 }, set)
  const child = { parentHash: hashQbftHeader(parent) }
  expect(verify(resealed(child), { parent, periodSeconds: 1 }).round).toBe(0)
  expect(refusal(resealed({}), { parent })).toBe('Chain.ParentHashError')
  expect(refusal(resealed({ ...child, number: 1001 }), { parent })).toBe('Chain.NumberError')
  expect(refusal(resealed(child), { parent, periodSeconds: 2 })).toBe('Chain.TimestampError')
  expect(verify(resealed({ ...child, timestamp: parent.timestamp }), { parent }).round).toBe(0)
  expect(refusal(resealed({ ...child, timestamp: parent.timestamp - 1 }), { parent })).toBe('Chain.TimestampError')
  const bound = parent.gasLimit / 1024n
  for (const delta of [bound - 1n, 1n - bound]) {
    expect(verify(resealed({ ...child, gasLimit: parent.gasLimit + delta }), { parent }).round).toBe(0)
  }
  for (const delta of [bound, -bound]) {
    expect(refusal(resealed({ ...child, gasLimit: parent.gasLimit + delta }), { parent })).toBe('Chain.GasLimitError')
  }
})

test('refuses a header more than a second ahead of the clock', () => {
  expect(verify(sealed, { now: sealed.timestamp - 1 }).round).toBe(2)
  expect(refusal(sealed, { now: sealed.timestamp - 2 })).toBe('Chain.TimestampError')
})

test('refuses a set with a validator twice and a quorum that is none', () => {
  expect(refusal(sealed, { validators: [...validators, validators[0]!] })).toBe('Chain.ValidatorSetError')
  for (const none of [0, -1, 1.5, 22, Number.NaN])
    expect(refusal(sealed, { quorum: none })).toBe('Chain.ValidatorSetError')
  expect(refusal(sealed, { validators: [], quorum: 0 })).toBe('Chain.ValidatorSetError')
})

test('does not care about the case of addresses', () => {
  const upper = validators.map((address) => `0x${address.slice(2).toUpperCase()}` as Address)
  expect(verify(sealed, { validators: upper }).signers).toHaveLength(15)
})

/** The other signature that the same signer's key verifies: r, n - s, and the other v. */
function otherForm(seal: Hex): Hex {
  const bytes = decodeHex(seal)
  const s = secp256k1.Point.Fn.ORDER - BigInt(encodeHex(bytes.subarray(32, 64)))
  return `0x${seal.slice(2, 66)}${s.toString(16).padStart(64, '0')}0${1 - bytes[64]!}`
}
