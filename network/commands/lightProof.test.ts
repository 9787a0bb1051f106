import { expect, test } from 'vitest'
import cases from '../../lib/light/fixtures/publicProofs.json' with { type: 'json' }
import { runLight } from './light.ts'

async function verifyProof(request: unknown) {
  const lines: string[] = []
  const stdin = (async function* () {
    yield typeof request === 'string' ? request : JSON.stringify(request)
  })()
  const exitCode = await runLight(['verify-proof'], { stdin, print: (line) => lines.push(line) })
  expect(lines).toHaveLength(1)
  return { exitCode, ...JSON.parse(lines[0]!) }
}

test.each(cases)('prints what a public proof shows: $name', async ({ stateRoot, address, proof, storage }) => {
  const answer = await verifyProof({ stateRoot, address, proof })
  const { balance, nonce, codeHash, storageHash } = proof
  expect(answer).toMatchObject({ exitCode: 0, ok: true, account: { address, balance, nonce, codeHash, storageHash } })
  expect(answer.storage.map(({ value }: { value: string }) => BigInt(value))).toEqual(storage.map(BigInt))
})

test.each([
  ['nothing', '', 'Light.InvalidRequestError'],
  ['no proof', { stateRoot: cases[0]!.stateRoot, address: cases[0]!.address }, 'Light.InvalidRequestError'],
  ['a root of another length', { ...cases[0]!, stateRoot: '0x12' }, 'Light.InvalidRequestError'],
  ['another root', { ...cases[0]!, stateRoot: `0x${'12'.repeat(32)}` }, 'Light.ProofMismatchError'],
  ['another account', { ...cases[0]!, address: `0x${'12'.repeat(20)}` }, 'Light.ProofMismatchError'],
  ['a proof of nothing', { ...cases[0]!, proof: {} }, 'Light.MalformedAnswerError'],
])('answers %s with a named error', async (_, request, name) => {
  expect(await verifyProof(request)).toMatchObject({ exitCode: 1, ok: false, error: { name } })
})
