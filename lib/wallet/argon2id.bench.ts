import { bench, describe } from 'vitest'
import { deriveArgon2id, kdfDefaults } from './argon2id.ts'

const salt = new Uint8Array(16)

describe('unlock by password: 0.5 to 1.5 s wanted', () => {
  const candidates = [kdfDefaults, { memoryKib: 65_536, iterations: 3, parallelism: 1 }]
  for (const kdf of candidates) {
    bench(
      `${kdf.memoryKib} KiB, ${kdf.iterations} passes`,
      () => deriveArgon2id('correct horse', salt, kdf).then(() => {}),
      {
        iterations: 3,
        time: 0,
        warmupIterations: 1,
        warmupTime: 0,
      },
    )
  }
})
