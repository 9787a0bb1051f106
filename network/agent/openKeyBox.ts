import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { BaseError } from '../../lib/errors.ts'

/*
 * The key under which an agent keeps what is secret, itself encrypted with a password (scrypt, AES-256-GCM). The password
 * comes from the environment; a development network writes one beside the data, which protects copies of the database alone.
 */
export type KeyBox = {
  seal(plain: Uint8Array, about: string): Buffer
  open(sealed: Uint8Array, about: string): Uint8Array
}

type KeyFile = { version: 1; salt: string; iv: string; box: string }
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 27 }
const ivBytes = 12
const tagBytes = 16

/** Opens the key file with the password, or makes one where there is none. */
export function openKeyBox(path: string, password: string): KeyBox {
  if (!existsSync(path)) writeKeyFile(path, password)
  const key = readKeyFile(path, password)
  return {
    seal: (plain, about) => encrypt(key, plain, about),
    open: (sealed, about) => decrypt(key, sealed, about) ?? fail(about),
  }
}

function writeKeyFile(path: string, password: string): void {
  const salt = randomBytes(16)
  const box = encrypt(scryptSync(password, salt, 32, cost), randomBytes(32), 'agent key')
  const file: KeyFile = {
    version: 1,
    salt: salt.toString('base64'),
    iv: box.subarray(0, ivBytes).toString('base64'),
    box: box.subarray(ivBytes).toString('base64'),
  }
  writeFileSync(`${path}.part`, JSON.stringify(file), { mode: 0o600, flush: true })
  renameSync(`${path}.part`, path)
}

function readKeyFile(path: string, password: string): Uint8Array {
  const { version, salt, iv, box } = JSON.parse(readFileSync(path, 'utf8')) as KeyFile
  if (version !== 1) throw new WrongPasswordError(path)
  const sealed = Buffer.concat([Buffer.from(iv, 'base64'), Buffer.from(box, 'base64')])
  const key = decrypt(scryptSync(password, Buffer.from(salt, 'base64'), 32, cost), sealed, 'agent key')
  if (!key) throw new WrongPasswordError(path)
  return key
}

function encrypt(key: Uint8Array, plain: Uint8Array, about: string): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Uint8Array, sealed: Uint8Array, about: string): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes))
    decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-tagBytes))
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]))
  } catch {
    return undefined
  }
}

function fail(about: string): never {
  throw new DamagedSecretError(about)
}

export class WrongPasswordError extends BaseError {
  override readonly name = 'Agent.WrongPasswordError'
  constructor(path: string) {
    super(`Expected the password of "${path}", found another one.`, {
      metaMessages: ['Set QOOD_AGENT_PASSWORD to the one that it was made with.'],
    })
  }
}

export class DamagedSecretError extends BaseError {
  override readonly name = 'Agent.DamagedSecretError'
  constructor(about: string) {
    super(`Expected the secret of ${about} as it was stored, found other bytes.`)
  }
}
