import { recoverTypedDataAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterEach, expect, test } from 'vitest'
import { commitVin, createSalt, identityTypedData, signedIdentitySchema } from '../../lib/appraisal/vehicleIdentity.ts'
import { startRegistrar } from './startRegistrar.ts'
import { tagOfVin } from './tagOfVin.ts'

const key = `0x${'17'.repeat(32)}` as const
const to = `0x${'22'.repeat(20)}` as const
const vin = 'ZZZSAMPLECAR00017'
const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

async function ask(body: unknown) {
  const registrar = await startRegistrar({ port: 0, chainId: 72_018, key, maker: to, now: () => 1_790_000_000_000 })
  running.push(registrar)
  return fetch(`http://127.0.0.1:${registrar.port}/identity`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

test('signs tag and commitment for one account, and the VIN is in neither', async () => {
  const salt = createSalt()
  const answer = await (await ask({ to, vin, salt, model: 'Birk 1.6' })).text()
  expect(answer).not.toContain(vin)
  const { identity, signature } = signedIdentitySchema.parse(JSON.parse(answer))
  expect(identity).toMatchObject({
    to,
    commitment: commitVin(salt, vin),
    tag: tagOfVin(key, vin),
    deadline: '1790003600',
  })
  const signer = await recoverTypedDataAddress({ ...identityTypedData(identity, 72_018), signature })
  expect(signer).toBe(privateKeyToAccount(key).address)
})

test('one VIN has one tag under one key, and another under another key', () => {
  expect(tagOfVin(key, vin)).toBe(tagOfVin(key, vin))
  expect(tagOfVin(key, vin)).not.toBe(tagOfVin(key, 'ZZZSAMPLECAR00018'))
  expect(tagOfVin(key, vin)).not.toBe(tagOfVin(`0x${'18'.repeat(32)}`, vin))
})

test('what is no VIN or no request is refused', async () => {
  const good = { to, vin, salt: createSalt(), model: 'm' }
  for (const body of [
    { ...good, vin: 'ZZZSAMPLECAR0001O' },
    { ...good, vin: 'short' },
    { ...good, to: '0x12' },
    { ...good, more: 1 },
    'x',
  ]) {
    expect((await ask(body)).status).toBe(400)
  }
})
