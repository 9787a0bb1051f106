import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { loadKeccak } from '../bytes/keccak256.ts'
import headers from '../chain/fixtures/qbftHeaders.json' with { type: 'json' }
import { encodeRlp, encodeScalar } from '../chain/rlp.ts'
import { encodeNibbles } from '../chain/trie/nibbles.ts'
import { Trie } from '../chain/trie/Trie.ts'
import { checkProof } from './checkProof.ts'
import blocks from './fixtures/publicBlocks.json' with { type: 'json' }
import proofs from './fixtures/publicProofs.json' with { type: 'json' }
import { readCheck } from './readCheck.ts'

await loadKeccak()

const check = (value: unknown) => [...checkProof(readCheck(typeof value === 'string' ? value : JSON.stringify(value)))]
const verdict = (value: unknown) => check(value).at(-1)!
const nameOf = (value: unknown) => {
  try {
    const last = verdict(value)
    return last.kind === 'verdict' && !last.isGood ? last.name : 'accepted'
  } catch (error) {
    return (error as Error).name
  }
}

const textOf = ({
  rlp,
  header,
  validators,
  mode,
}: {
  rlp?: string
  header?: object
  validators: string[]
  mode: string
}) => ({
  header: rlp ?? header,
  validators,
  mode,
})

test.each(headers.sealed)('a real Besu header stands, seal by seal: $name', (found) => {
  const steps = check(textOf(found as never))
  expect(steps.at(-1)).toEqual({ kind: 'verdict', isGood: true })
  expect(steps.flatMap((step) => (step.kind === 'seal' ? [step.signer] : []))).toEqual(found.signers)
  expect(steps.filter((step) => 'isGood' in step && !step.isGood)).toEqual([])
  expect(steps.find(({ kind }) => kind === 'extraData')).toMatchObject({ round: found.round })
})

test('a header that names its validators can be pasted as its RLP alone', () => {
  expect(verdict(headers.sealed[0]!.rlp!)).toEqual({ kind: 'verdict', isGood: true })
  expect(() => check(headers.sealed[2]!.header!)).toThrow(expect.objectContaining({ name: 'Light.NoValidatorsError' }))
})

test.each(headers.refused)('a header of another protocol is refused by its name: $name', (found) => {
  expect(nameOf(textOf(found as never))).toBe(found.error)
})

test('a strange signer is shown where it signed', () => {
  const { validators, ...found } = headers.sealed[0]!
  const steps = check(textOf({ ...found, mode: 'contract', validators: validators.slice(1) } as never))
  expect(steps).toContainEqual(expect.objectContaining({ kind: 'seal', why: 'foreign', isGood: false }))
  expect(steps.at(-1)).toMatchObject({ isGood: false })
})

test.each(proofs)(
  'a public proof stands, and each node names the next: $name',
  ({ stateRoot, address, proof, balance }) => {
    const steps = check({ stateRoot, address, proof })
    expect(steps.at(-1)).toEqual({ kind: 'verdict', isGood: true })
    expect(steps.filter(({ kind }) => kind === 'node').every((step) => 'isGood' in step && step.isGood)).toBe(true)
    expect(steps.find(({ kind }) => kind === 'account')).toMatchObject({ balanceWei: String(BigInt(balance)) })
  },
)

test('no bit of a proof can be changed', () => {
  const { stateRoot, address, proof } = proofs[3]!
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 3 }), fc.boolean(), (at, bit, isStorage) => {
      const nodes = isStorage ? proof.storageProof[0]!.proof : proof.accountProof
      const which = at % nodes.length
      const text = nodes[which]!
      const place = 2 + (at % (text.length - 2))
      const digit = (Number.parseInt(text[place]!, 16) ^ (1 << bit)).toString(16)
      const changed = nodes.with(which, text.slice(0, place) + digit + text.slice(place + 1))
      const claim = isStorage
        ? { ...proof, storageProof: [{ ...proof.storageProof[0]!, proof: changed }] }
        : { ...proof, accountProof: changed }
      expect(nameOf({ stateRoot, address, proof: claim })).not.toBe('accepted')
    }),
  )
})

test.each(blocks)('the receipts of a public block give the root in its header: $name', ({ block, receipts }) => {
  const { receiptsRoot } = block
  const steps = check({ receiptsRoot, receipts })
  expect(steps[0]).toEqual({
    kind: 'root',
    claimed: receiptsRoot,
    computed: receiptsRoot,
    count: receipts.length,
    isGood: true,
  })
  const fewer = check({ receiptsRoot, receipts: receipts.slice(1) })
  expect(fewer[0]).toMatchObject({ kind: 'root', isGood: false })
  expect(fewer.at(-1)).toMatchObject({ isGood: false, name: 'Light.ProofMismatchError' })
})

test('one item is proved by its way from the root, and no other index by the same way', () => {
  const trie = new Trie(undefined, () => undefined)
  const keyOf = (index: number) => encodeNibbles(encodeRlp(encodeScalar(index)))
  for (let index = 0; index < 200; index++) trie.put(keyOf(index), new Uint8Array(40).fill(index))
  const root = encodeHex(trie.commit(() => {})!)
  for (const index of [0, 1, 127, 128, 199]) {
    const proof = trie.prove(keyOf(index)).map(encodeHex) as Hex[]
    expect(check({ root, index, proof }).slice(-2)).toEqual([
      { kind: 'item', index, bytes: 40 },
      { kind: 'verdict', isGood: true },
    ])
    expect(nameOf({ root, index: index + 1, proof })).not.toBe('accepted')
  }
  expect(nameOf({ root, index: 300, proof: trie.prove(keyOf(300)).map(encodeHex) })).toBe('Light.ProofMismatchError')
})

test('says what can be checked when a text is nothing of it', () => {
  for (const text of ['', 'hello', '[]', '7', '{}', '{"accountProof":[]}', '{"root":"0x12","index":-1,"proof":[]}']) {
    expect(nameOf(text), text).toMatch(/^Light\.(UnknownCheck|MalformedAnswer)Error$/)
  }
  expect(nameOf('0x12')).toMatch(/^(Chain|Engine|Light)\./)
})
