import { expect, test } from 'vitest'
import { sha256 } from '../crypto/webCrypto.ts'
import { createPasskey, evaluatePasskey, type PasskeySite } from './passkeyPrf.ts'

type Prf = { enabled?: boolean; results?: { first: BufferSource } } | undefined

/** An authenticator in memory: one credential whose PRF is a hash over its own secret. */
function createSite({ prf = true, atCreate = true } = {}) {
  const rawId = new Uint8Array([251, 255, 191, 4]).buffer
  const seen: PublicKeyCredentialCreationOptions[] = []
  const answer = (result: Prf) =>
    ({ rawId, getClientExtensionResults: () => ({ prf: result }) }) as unknown as PublicKeyCredential
  const evaluate = async (input: BufferSource) => (await sha256(new Uint8Array([42, ...(input as Uint8Array)]))).buffer
  const site: PasskeySite = {
    rpId: 'localhost',
    rpName: 'QoodBlock',
    credentials: {
      async create(options) {
        seen.push(options!.publicKey!)
        const first = await evaluate(options!.publicKey!.extensions!.prf!.eval!.first)
        return answer(
          prf ? { enabled: true, ...(atCreate ? { results: { first: first as ArrayBuffer } } : {}) } : undefined,
        )
      },
      async get(options) {
        const [allowed] = options!.publicKey!.allowCredentials!
        expect(allowed!.id).toEqual(new Uint8Array(rawId))
        const first = await evaluate(options!.publicKey!.extensions!.prf!.eval!.first)
        return answer(prf ? { results: { first: first as ArrayBuffer } } : {})
      },
    },
  }
  return { site, seen }
}

test('makes a passkey whose later evaluation gives the same output', async () => {
  for (const atCreate of [true, false]) {
    const { site, seen } = createSite({ atCreate })
    const passkey = await createPasskey(site, 'Ann')
    expect(passkey.credentialId).toBe('-_-_BA')
    expect(passkey.prfOutput).toHaveLength(32)
    const salt = Uint8Array.from(passkey.salt.slice(2).match(/../g)!, (pair) => Number.parseInt(pair, 16))
    expect(await evaluatePasskey(site, { credentialId: passkey.credentialId, salt })).toEqual(passkey.prfOutput)
    expect(seen[0]!.authenticatorSelection).toEqual({ residentKey: 'required', userVerification: 'required' })
  }
})

test('names an authenticator without PRF', async () => {
  const { site } = createSite({ prf: false })
  await expect(createPasskey(site, 'Ann')).rejects.toMatchObject({ name: 'Wallet.PasskeyWithoutPrfError' })
  const passkey = { credentialId: '-_-_BA', salt: new Uint8Array(32) }
  await expect(evaluatePasskey(site, passkey)).rejects.toMatchObject({ name: 'Wallet.PasskeyWithoutPrfError' })
})

test('names a person who refuses', async () => {
  const { site } = createSite()
  const refuse = () => Promise.reject(new DOMException('The operation was not allowed.', 'NotAllowedError'))
  const refusing = { ...site, credentials: { create: refuse, get: refuse } }
  await expect(createPasskey(refusing, 'Ann')).rejects.toMatchObject({
    name: 'Wallet.PasskeyRefusedError',
    details: 'NotAllowedError',
  })
})
