import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { kdfDefaults, kdfLimits } from './argon2id.ts'
import { lightKdf } from './fixtures/lightKdf.ts'
import type { Keystore } from './Keystore.ts'
import { openSlot, type Unlocker } from './keystoreSlots.ts'
import { createKeystore, openKeystore } from './openKeystore.ts'
import { formatKeystore, parseKeystore } from './parseKeystore.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const secret = new Uint8Array(37).fill(7)
const password: Unlocker = { kind: 'password', password: 'correct horse battery', parameters: lightKdf }
const passkey: Unlocker = {
  kind: 'passkey',
  credentialId: 'AQIDBA',
  salt: encodeHex(new Uint8Array(32).fill(9)),
  prfOutput: new Uint8Array(32).fill(5),
}
const { text } = await createKeystore(secret, [password, passkey])
const names = {
  broken: /^Wallet\.(Malformed|Truncated|Tampered|UnknownVersion|UnknownKeystoreVersion)/,
  refused: /^Wallet\.(Malformed|Tampered|WrongPassword|NoSuchSlot|KdfTooHeavy|UnknownKeystoreVersion)/,
}

/** Writes the file as an attacker would: any change, then a checksum that fits. */
async function forge(change: (keystore: Keystore) => void): Promise<string> {
  const keystore = await parseKeystore(text)
  change(keystore)
  const { checksum: _, ...body } = keystore
  return formatKeystore(body)
}

const flipHexBit = (hex: string, bit: number) => {
  const at = 2 + (bit >> 2)
  const digit = Number.parseInt(hex[at]!, 16) ^ (1 << (bit & 3))
  return hex.slice(0, at) + digit.toString(16) + hex.slice(at + 1)
}

test('opens with the password and with the passkey, and gives the same secret', async () => {
  expect((await openKeystore({ text, unlocker: password })).secret).toEqual(secret)
  expect((await openKeystore({ text, unlocker: passkey })).secret).toEqual(secret)
})

test('opens the same password typed on another keyboard', async () => {
  const composed: Unlocker = { kind: 'password', password: 'café ﬁne', parameters: lightKdf }
  const made = await createKeystore(secret, [composed])
  const decomposed: Unlocker = { kind: 'password', password: 'cafe\u0301 fine' }
  expect((await openKeystore({ text: made.text, unlocker: decomposed })).secret).toEqual(secret)
})

test('opens a file that an editor ended with a line break', async () => {
  expect((await openKeystore({ text: `${text}\r\n`, unlocker: password })).secret).toEqual(secret)
})

test('refuses a wrong password and a wrong passkey by name', async () => {
  const wrong: Unlocker = { kind: 'password', password: 'correct horse batterz' }
  await expect(openKeystore({ text, unlocker: wrong })).rejects.toMatchObject({ name: 'Wallet.WrongPasswordError' })
  const otherOutput: Unlocker = { ...passkey, prfOutput: new Uint8Array(32) }
  await expect(openKeystore({ text, unlocker: otherOutput })).rejects.toMatchObject({
    name: 'Wallet.WrongPasskeyError',
  })
  const unknown: Unlocker = { ...passkey, credentialId: 'BBBB' }
  await expect(openKeystore({ text, unlocker: unknown })).rejects.toMatchObject({ name: 'Wallet.NoSuchSlotError' })
})

test('refuses every one-bit flip of the file', async () => {
  const bytes = new TextEncoder().encode(text)
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice()
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    const result = await parseKeystore(new TextDecoder().decode(flipped)).catch((error: Error) => error)
    expect(result, `bit ${bit}`).toMatchObject({ name: expect.stringMatching(names.broken) })
  }
})

test('refuses a one-bit flip of any value even when the checksum was made to fit, by password and by passkey', async () => {
  const values = ['ciphertext', 'iv', 'salt', 'slotIv', 'wrappedKey'] as const
  const anyFlip = fc.record({ value: fc.constantFrom(...values), slot: fc.nat(1), bit: fc.nat(95) })
  await fc.assert(
    fc.asyncProperty(anyFlip, async ({ value, slot, bit }) => {
      const forged = await forge((keystore) => {
        const target = keystore.slots[slot]!
        if (value === 'ciphertext' || value === 'iv') keystore[value] = flipHexBit(keystore[value], bit)
        else if (value === 'slotIv') target.iv = flipHexBit(target.iv, bit)
        else target[value] = flipHexBit(target[value], bit)
      })
      for (const unlocker of [password, passkey]) {
        await expect(openKeystore({ text: forged, unlocker })).rejects.toMatchObject({
          name: expect.stringMatching(/^Wallet\.(Tampered|WrongPassword|WrongPasskey)/),
        })
      }
    }),
    { numRuns },
  )
})

test('binds parameters, slots and their order, even when the checksum was made to fit', async () => {
  const changes: ((keystore: Keystore) => void)[] = [
    (k) => Object.assign(k.slots[0]!, { iterations: 2 }),
    (k) => Object.assign(k.slots[0]!, { memoryKib: 65 }),
    (k) => Object.assign(k.slots[1]!, { credentialId: 'AQIDBB' }),
    (k) => k.slots.reverse(),
    (k) => k.slots.pop(),
    (k) => k.slots.push(k.slots[1]!),
  ]
  for (const change of changes) {
    await expect(openKeystore({ text: await forge(change), unlocker: password })).rejects.toMatchObject({
      name: expect.stringMatching(names.refused),
    })
  }
})

test('binds the parameters of a slot to the key that it wraps', async () => {
  const { slots } = await parseKeystore(text)
  const renamed = slots.map((slot) => (slot.kind === 'passkey' ? { ...slot, credentialId: 'BBBB' } : slot))
  await expect(openSlot(renamed, { ...passkey, credentialId: 'BBBB' }, kdfLimits)).rejects.toMatchObject({
    name: 'Wallet.WrongPasskeyError',
  })
})

test('names a file cut short, wherever it was cut', async () => {
  for (let length = 0; length < text.length; length++) {
    await expect(parseKeystore(text.slice(0, length))).rejects.toMatchObject({ name: 'Wallet.TruncatedKeystoreError' })
  }
})

test('names versions and kinds that it does not know', async () => {
  for (const version of ['0', '2', '"1"', 'null']) {
    const other = text.replace('"version":1', `"version":${version}`)
    await expect(parseKeystore(other)).rejects.toMatchObject({ name: 'Wallet.UnknownKeystoreVersionError' })
  }
  for (const other of ['{}', 'null', '[]', 'no', '{"version":3,"crypto":{}}', text.replace('"iv"', '"vi"')]) {
    await expect(parseKeystore(other)).rejects.toMatchObject({ name: 'Wallet.MalformedKeystoreError' })
  }
  const long = `${text.slice(0, -1)},"more":"${'x'.repeat(70_000)}"}`
  await expect(parseKeystore(long)).rejects.toMatchObject({ name: 'Wallet.MalformedKeystoreError' })
})

test('refuses other spellings of the same content', async () => {
  const spellings = [
    text.replace('{', '{ '),
    text.replace('"version":1', '"version":1.0'),
    text.replace('"version":1', '"version":2,"version":1'),
    text.replace('password', '\\u0070assword'),
  ]
  for (const spelling of spellings) {
    await expect(parseKeystore(spelling)).rejects.toMatchObject({ name: 'Wallet.TamperedKeystoreError' })
  }
})

test('refuses parameters heavier than the limits before deriving anything', async () => {
  const heavy = [
    { memoryKib: 4_194_304 },
    { iterations: 1_000_000 },
    { parallelism: 64 },
    { memoryKib: 524_288, iterations: 8 },
    { memoryKib: Number.MAX_SAFE_INTEGER },
  ]
  for (const parameters of heavy) {
    const forged = await forge((keystore) => Object.assign(keystore.slots[0]!, parameters))
    await expect(openKeystore({ text: forged, unlocker: password })).rejects.toMatchObject({
      name: 'Wallet.KdfTooHeavyError',
    })
  }
  await expect(forge((keystore) => Object.assign(keystore.slots[0]!, { iterations: 1.5 }))).rejects.toThrow()
})

test('keeps its own parameters within its limits', () => {
  expect(kdfDefaults.memoryKib).toBeLessThanOrEqual(kdfLimits.memoryKib)
  expect(kdfDefaults.memoryKib * kdfDefaults.iterations).toBeLessThanOrEqual(kdfLimits.memoryTimesIterations)
})

test('never uses a salt, an IV or a data key twice', async () => {
  const other = await createKeystore(secret, [password, passkey])
  const valuesOf = async (from: string) => {
    const { slots, iv, ciphertext } = await parseKeystore(from)
    return [iv, ciphertext, ...slots.flatMap((slot) => [slot.iv, slot.wrappedKey]), slots[0]!.salt] as Hex[]
  }
  const all = [...(await valuesOf(text)), ...(await valuesOf(other.text))]
  expect(new Set(all).size).toBe(all.length)
})
