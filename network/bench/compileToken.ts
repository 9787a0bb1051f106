import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Hex } from '../../lib/bytes/hex.ts'

/** Returns the code that stands on the chain once BenchToken is deployed. */
export function compileToken(): Hex {
  const require = createRequire(import.meta.url)
  const solc = require('solc') as { compile(input: string, callbacks: { import: typeof readImport }): string }
  const source = 'contracts/mocks/BenchToken.sol'
  const input = {
    language: 'Solidity',
    sources: { [source]: { content: readFileSync(new URL(`../../${source}`, import.meta.url), 'utf8') } },
    settings: {
      evmVersion: 'cancun',
      optimizer: { enabled: true, runs: 10_000 },
      metadata: { bytecodeHash: 'none' },
      outputSelection: { '*': { BenchToken: ['evm.deployedBytecode.object'] } },
    },
  }
  const readImport = (path: string) => ({ contents: readFileSync(require.resolve(path), 'utf8') })
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }))
  return `0x${output.contracts[source].BenchToken.evm.deployedBytecode.object}`
}
