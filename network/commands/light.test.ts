import { expect, test } from 'vitest'
import { encodeHex } from '../../lib/bytes/hex.ts'
import { encodeHeader } from '../../lib/chain/encodeHeader.ts'
import fixtures from '../../lib/chain/fixtures/qbftHeaders.json' with { type: 'json' }
import { producers, sealHeader, unsealedHeader } from '../../lib/chain/fixtures/sealHeader.ts'
import { hashQbftHeader } from '../../lib/chain/hashHeader.ts'
import { formatHeader } from '../../lib/chain/parseHeader.ts'
import { runLight } from './light.ts'

const set = producers(21)
const validators = set.map(({ address }) => address)
const sealed = sealHeader(unsealedHeader, set.slice(0, 14), 1)
const hash = hashQbftHeader(sealed)

async function verifyHeader(request: unknown, now?: () => number) {
  const text = typeof request === 'string' ? request : JSON.stringify(request)
  const half = text.length >> 1
  const lines: string[] = []
  const stdin = (async function* () {
    yield Buffer.from(text.slice(0, half))
    yield Buffer.from(text.slice(half))
  })()
  const exitCode = await runLight(['verify-header'], { stdin, print: (line) => lines.push(line), ...(now && { now }) })
  expect(lines).toHaveLength(1)
  return { exitCode, ...JSON.parse(lines[0]!) }
}

test('accepts a header as JSON-RPC block and as RLP, with the quorum of Besu unless told otherwise', async () => {
  const expected = { exitCode: 0, ok: true, hash, signers: validators.slice(0, 14), round: 1 }
  expect(await verifyHeader({ header: { ...formatHeader(sealed), hash }, validators })).toEqual(expected)
  expect(await verifyHeader({ header: encodeHex(encodeHeader(sealed)), validators })).toEqual(expected)
  const strict = await verifyHeader({ header: formatHeader(sealed), validators, quorum: 15 })
  expect(strict).toMatchObject({ exitCode: 1, ok: false, error: { name: 'Chain.BelowQuorumError' } })
})

test('refuses a header where the validators are known from longer ago than they answer for what they sign', async () => {
  const day = 86_400
  const now = () => 10 * day * 1_000
  const ask = (request: object) => verifyHeader({ header: formatHeader(sealed), validators, ...request }, now)
  expect(await ask({ knownAt: 8 * day })).toMatchObject({ ok: true })
  expect(await ask({ knownAt: 8 * day - 1 })).toMatchObject({
    exitCode: 1,
    error: {
      name: 'Light.OldCheckpointError',
      message: expect.stringContaining('at most 172800 seconds ago, found one of 172801 seconds ago'),
    },
  })
  expect(await ask({ knownAt: 7 * day, trustSeconds: 3 * day })).toMatchObject({ ok: true })
})

test.each(fixtures.sealed)(
  'accepts a header of a public network: $name',
  async ({ header, rlp, validators, ...expected }) => {
    const answer = await verifyHeader({ header: rlp ?? header, validators })
    expect(answer).toMatchObject({ exitCode: 0, ok: true, signers: expected.signers, round: expected.round })
    if (expected.hash) expect(answer.hash).toBe(expected.hash)
  },
)

test.each(fixtures.refused)('refuses a header of another protocol: $name', async ({ rlp, validators, error }) => {
  expect(await verifyHeader({ header: rlp, validators })).toMatchObject({
    exitCode: 1,
    ok: false,
    error: { name: error },
  })
})

test('refuses a block that comes with another hash', async () => {
  const header = { ...formatHeader(sealed), hash: sealed.parentHash }
  const answer = await verifyHeader({ header, validators })
  expect(answer).toMatchObject({ exitCode: 1, ok: false, error: { name: 'Light.HashMismatchError' } })
})

test('refuses a header of contract mode where the header should name the validators', async () => {
  const answer = await verifyHeader({ header: formatHeader(sealed), validators, mode: 'header' })
  expect(answer).toMatchObject({ exitCode: 1, ok: false, error: { name: 'Chain.HeaderValidatorsError' } })
})

test.each<[string, unknown, string]>([
  ['nothing', '', 'Light.InvalidRequestError'],
  ['half a JSON text', '{"header":', 'Light.InvalidRequestError'],
  ['a JSON array', [], 'Light.InvalidRequestError'],
  ['no validators', { header: '0x', validators: [] }, 'Light.InvalidRequestError'],
  ['a validator that is no address', { header: '0x', validators: ['0x12'] }, 'Light.InvalidRequestError'],
  ['a quorum of zero', { header: '0x', validators, quorum: 0 }, 'Light.InvalidRequestError'],
  ['a quorum beyond the set', { header: formatHeader(sealed), validators, quorum: 22 }, 'Chain.ValidatorSetError'],
  ['a header of another type', { header: 7, validators }, 'Light.InvalidRequestError'],
  ['an empty header', { header: {}, validators }, 'Chain.InvalidHeaderError'],
  ['RLP that is no hex', { header: 'f90', validators }, 'Bytes.InvalidHexError'],
  ['RLP cut off', { header: encodeHex(encodeHeader(sealed)).slice(0, -2), validators }, 'Chain.InvalidRlpError'],
  ['input without end', ' '.repeat(1_000_001), 'Light.InvalidRequestError'],
])('answers %s with a named error', async (_, request, name) => {
  const answer = await verifyHeader(request)
  expect(answer).toMatchObject({ exitCode: 1, ok: false, error: { name } })
  expect(answer.error.message).not.toBe('')
})

test('explains itself when asked for something else', async () => {
  const lines: string[] = []
  const stdin = (async function* () {})()
  const io = { stdin, print: (line: string) => lines.push(line) }
  expect(await runLight([], io)).toBe(2)
  expect(await runLight(['--help'], io)).toBe(0)
  expect(lines.every((line) => line.includes('qood light verify-header'))).toBe(true)
})
