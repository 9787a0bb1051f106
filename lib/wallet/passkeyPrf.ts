import { encodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'

/*
 * Passkeys as a way into the keystore: WebAuthn's PRF extension gives 32 bytes that only this authenticator, for this
 * site, with this salt, after a touch or a face, can give: https://www.w3.org/TR/webauthn-3/#prf-extension. They wrap
 * the data key (keystoreSlots.ts). WebAuthn exists in pages only, so the output passes from the page to the worker.
 */
export type Passkey = { credentialId: string; salt: Hex; prfOutput: Uint8Array }

export type PasskeySite = {
  credentials: Pick<CredentialsContainer, 'create' | 'get'>
  rpId: string
  rpName: string
  timeoutMs?: number
}

const defaultTimeoutMs = 120_000

/** Returns a new passkey of this site and its PRF output; throws when the authenticator cannot do PRF. */
export async function createPasskey(site: PasskeySite, userName: string): Promise<Passkey> {
  const salt = crypto.getRandomValues(new Uint8Array(32))
  const credential = await ask(() =>
    site.credentials.create({
      publicKey: {
        rp: { id: site.rpId, name: site.rpName },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name: userName, displayName: userName },
        // The challenge protects a server's login. Nobody verifies here: what counts is the PRF output.
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -8 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        timeout: site.timeoutMs ?? defaultTimeoutMs,
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  )
  const { prf } = credential.getClientExtensionResults()
  if (!prf?.enabled && !prf?.results) throw new PasskeyWithoutPrfError()
  const credentialId = encodeBase64Url(new Uint8Array(credential.rawId))
  const prfOutput = prf.results ? toBytes(prf.results.first) : await evaluatePasskey(site, { credentialId, salt })
  return { credentialId, salt: encodeHex(salt), prfOutput }
}

/** Returns the 32-byte PRF output of the passkey for the salt; asks the person for a touch or a face. */
export async function evaluatePasskey(
  site: Omit<PasskeySite, 'rpName'>,
  passkey: { credentialId: string; salt: Uint8Array },
): Promise<Uint8Array> {
  const credential = await ask(() =>
    site.credentials.get({
      publicKey: {
        rpId: site.rpId,
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: [{ type: 'public-key', id: decodeBase64Url(passkey.credentialId) as BufferSource }],
        userVerification: 'required',
        timeout: site.timeoutMs ?? defaultTimeoutMs,
        extensions: { prf: { eval: { first: passkey.salt as BufferSource } } },
      },
    }),
  )
  const { prf } = credential.getClientExtensionResults()
  if (!prf?.results) throw new PasskeyWithoutPrfError()
  return toBytes(prf.results.first)
}

async function ask(start: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await start().catch((cause: unknown) => {
    throw new PasskeyRefusedError(cause)
  })
  if (!credential) throw new PasskeyRefusedError(undefined)
  return credential as PublicKeyCredential
}

function toBytes(source: BufferSource): Uint8Array {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  if (bytes.length !== 32) throw new PasskeyWithoutPrfError()
  return bytes
}

function encodeBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (char) => ({ '+': '-', '/': '_' })[char] ?? '')
}

function decodeBase64Url(text: string): Uint8Array {
  const standard = text.replace(/-/g, '+').replace(/_/g, '/')
  return Uint8Array.from(atob(standard), (char) => char.charCodeAt(0))
}

export class PasskeyWithoutPrfError extends BaseError {
  override readonly name = 'Wallet.PasskeyWithoutPrfError'
  constructor() {
    super('This passkey cannot unlock a wallet: its authenticator or this browser lacks the PRF extension.', {
      metaMessages: ['Use a password, or another passkey.'],
    })
  }
}

export class PasskeyRefusedError extends BaseError {
  override readonly name = 'Wallet.PasskeyRefusedError'
  constructor(cause: unknown) {
    super('The passkey was not given: the request was cancelled, timed out or is not allowed here.', {
      ...(cause instanceof Error ? { details: cause.name } : {}),
    })
  }
}
