import { argon2id } from 'hash-wasm'
import * as z from 'zod'
import { BaseError } from '../errors.ts'

export type KdfParameters = { memoryKib: number; iterations: number; parallelism: number }

/** What new keystores use: 0.5 to 1.5 s on a laptop of 2020 to 2026 (see docs/decisions/2026-11-21-wallet.md). */
export const kdfDefaults: KdfParameters = { memoryKib: 131_072, iterations: 4, parallelism: 1 }

/** What a file may ask of this machine at most, so that opening a stranger's file cannot exhaust it. */
export type KdfLimits = { memoryKib: number; iterations: number; parallelism: number; memoryTimesIterations: number }
export const kdfLimits: KdfLimits = {
  memoryKib: 524_288,
  iterations: 16,
  parallelism: 4,
  memoryTimesIterations: 2_097_152,
}

export const kdfParametersSchema = z.strictObject({
  memoryKib: z.int().min(8),
  iterations: z.int().min(1),
  parallelism: z.int().min(1),
})

/** Returns the 32-byte key of a password; the password counts in NFKC, so that every keyboard types the same. */
export async function deriveArgon2id(password: string, salt: Uint8Array, kdf: KdfParameters): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(password.normalize('NFKC'))
  try {
    return await argon2id({
      password: bytes,
      salt,
      memorySize: kdf.memoryKib,
      iterations: kdf.iterations,
      parallelism: kdf.parallelism,
      hashLength: 32,
      outputType: 'binary',
    })
  } catch (cause) {
    throw new KdfFailedError(kdf, cause)
  } finally {
    bytes.fill(0)
  }
}

/** Throws when the parameters ask for more memory or time than this machine gives. */
export function verifyKdfWithin(kdf: KdfParameters, limits: KdfLimits): void {
  const heavy =
    kdf.memoryKib > limits.memoryKib ||
    kdf.iterations > limits.iterations ||
    kdf.parallelism > limits.parallelism ||
    kdf.memoryKib * kdf.iterations > limits.memoryTimesIterations
  if (heavy) throw new KdfTooHeavyError(kdf, limits)
}

export class KdfTooHeavyError extends BaseError {
  override readonly name = 'Wallet.KdfTooHeavyError'
  constructor(found: KdfParameters, limits: KdfLimits) {
    const most = `${limits.memoryKib} KiB, ${limits.iterations} passes and ${limits.parallelism} lanes`
    super(`Expected key derivation with at most ${most}, found ${formatKdf(found)}.`, {
      metaMessages: ['A keystore made by this app never asks for so much: the file may be hostile.'],
    })
  }
}

export class KdfFailedError extends BaseError {
  override readonly name = 'Wallet.KdfFailedError'
  constructor(kdf: KdfParameters, cause: unknown) {
    super(`The key derivation with ${formatKdf(kdf)} failed; the device may be short of memory.`, { cause })
  }
}

function formatKdf(kdf: KdfParameters): string {
  return `${kdf.memoryKib} KiB, ${kdf.iterations} passes and ${kdf.parallelism} lanes`
}
