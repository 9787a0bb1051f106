import { expect, test } from 'vitest'
import type { Hex } from '../bytes/hex.ts'
import { decodeExtraData } from '../chain/extraData.ts'
import { producers } from '../chain/fixtures/sealHeader.ts'
import { hashQbftHeader } from '../chain/hashHeader.ts'
import { signSeal } from '../chain/signSeal.ts'
import {
  BelowQuorumError,
  DuplicateSealError,
  ForeignSealError,
  ParentHashError,
  ProposerError,
  TimestampError,
} from '../chain/verifyHeader.ts'
import { buildBlock } from './buildBlock.ts'
import { createTestMachine, genesis, planOn, set } from './fixtures/testMachine.ts'
import { type Sealer, sealBlock } from './sealBlock.ts'

const toSealer = ({ address, privateKey }: (typeof set)[number]): Sealer => {
  return { address, sign: (digest: Hex) => signSeal(digest, privateKey) }
}
const sealers = set.map(toSealer)
const stranger = toSealer(producers(9).find(({ address }) => !set.some((member) => member.address === address))!)
const validators = set.map(({ address }) => address)
const { header } = await buildBlock(await createTestMachine(), planOn(genesis.header), [])
const options = { header, parent: genesis.header, validators, sealers, quorum: 3, now: header.timestamp }

test('asks exactly a quorum, in the given order', () => {
  const { header: sealed, hash, signers, round } = sealBlock({ ...options, sealers: [...sealers].reverse() })
  expect(signers).toEqual([...validators].reverse().slice(0, 3))
  expect(decodeExtraData(sealed.extraData).seals).toHaveLength(3)
  expect(hash).toBe(hashQbftHeader(header))
  expect(round).toBe(0)
})

test('gives nothing below the quorum', () => {
  expect(() => sealBlock({ ...options, sealers: sealers.slice(0, 2) })).toThrow(BelowQuorumError)
})

test('gives nothing when the proposer is not of the set', () => {
  const foreign = { ...header, miner: stranger.address }
  expect(() => sealBlock({ ...options, header: foreign })).toThrow(ProposerError)
})

test('gives nothing with a seal from outside the set, or the same one twice', () => {
  const [first, second] = sealers
  expect(() => sealBlock({ ...options, sealers: [first!, second!, stranger] })).toThrow(ForeignSealError)
  expect(() => sealBlock({ ...options, sealers: [first!, second!, first!] })).toThrow(DuplicateSealError)
})

test('gives nothing on another parent, or ahead of the clock', () => {
  const other = { ...genesis.header, timestamp: genesis.header.timestamp - 1 }
  expect(() => sealBlock({ ...options, parent: other })).toThrow(ParentHashError)
  expect(() => sealBlock({ ...options, now: header.timestamp - 2 })).toThrow(TimestampError)
})
