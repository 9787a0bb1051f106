import { encodeHex } from '../bytes/hex.ts'
import { sha256 } from '../crypto/webCrypto.ts'
import { BaseError } from '../errors.ts'
import { type Keystore, keystoreFormat, keystoreSchema, keystoreVersion, maxKeystoreLength } from './Keystore.ts'

/** Returns the canonical text of the keystore with its checksum. */
export async function formatKeystore(body: Omit<Keystore, 'checksum'>): Promise<string> {
  const { checksum: _, ...ordered } = keystoreSchema.parse({ ...body, checksum: `0x${'00'.repeat(32)}` })
  return JSON.stringify({ ...ordered, checksum: await checksumOf(ordered) })
}

/** Returns the keystore in the text; throws by name when it is cut short, damaged, of another kind or version. */
export async function parseKeystore(text: string): Promise<Keystore> {
  const trimmed = text.trim()
  if (trimmed.length > maxKeystoreLength) throw new MalformedKeystoreError('it is too long')
  const json = parseJson(trimmed)
  verifyVersion(json)
  const parsed = keystoreSchema.safeParse(json)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.')
    throw new MalformedKeystoreError(path ? `its "${path}" is not valid` : 'it has fields that do not belong there')
  }
  const { checksum, ...body } = parsed.data
  if (checksum !== (await checksumOf(body))) throw new TamperedKeystoreError('the checksum does not match')
  if (JSON.stringify(parsed.data) !== trimmed) throw new TamperedKeystoreError('it is not in canonical form')
  return parsed.data
}

async function checksumOf(body: Omit<Keystore, 'checksum'>): Promise<string> {
  return encodeHex(await sha256(new TextEncoder().encode(JSON.stringify(body))))
}

function parseJson(text: string): unknown {
  if (isCutShort(text)) throw new TruncatedKeystoreError(text.length)
  try {
    return JSON.parse(text)
  } catch {
    // The parser quotes its input in its message; the input may hold what is not for logs.
    throw new MalformedKeystoreError('it is not JSON')
  }
}

function isCutShort(text: string): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (inString && char === '\\') i++
    else if (char === '"') inString = !inString
    else if (!inString && (char === '{' || char === '[')) depth++
    else if (!inString && (char === '}' || char === ']')) depth--
  }
  return text === '' || inString || depth > 0
}

function verifyVersion(json: unknown): void {
  if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== keystoreFormat) {
    throw new MalformedKeystoreError(`it does not say "format":"${keystoreFormat}"`)
  }
  const version = 'version' in json ? json.version : undefined
  if (version !== keystoreVersion) throw new UnknownKeystoreVersionError(version)
}

export class TruncatedKeystoreError extends BaseError {
  override readonly name = 'Wallet.TruncatedKeystoreError'
  constructor(length: number) {
    super(`The keystore ends in the middle, after ${length} characters.`, {
      metaMessages: ['Take a complete copy of the file, or restore from your words.'],
    })
  }
}

export class MalformedKeystoreError extends BaseError {
  override readonly name = 'Wallet.MalformedKeystoreError'
  constructor(reason: string) {
    super(`Expected a QoodBlock keystore, but ${reason}.`)
  }
}

export class UnknownKeystoreVersionError extends BaseError {
  override readonly name = 'Wallet.UnknownKeystoreVersionError'
  constructor(found: unknown) {
    const shown = typeof found === 'number' ? String(found) : `a ${typeof found}`
    super(`Expected keystore version ${keystoreVersion}, found ${shown}.`, {
      metaMessages: ['A newer version of this app may have written it.'],
    })
  }
}

export class TamperedKeystoreError extends BaseError {
  override readonly name = 'Wallet.TamperedKeystoreError'
  constructor(reason: string) {
    super(`The keystore was changed after it was written: ${reason}.`, {
      metaMessages: ['Take another copy of the file, or restore from your words.'],
    })
  }
}
