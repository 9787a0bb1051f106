import { createRequire } from 'node:module'
import { defineConfig } from 'hardhat/config'

const solc = createRequire(import.meta.url).resolve('solc/soljson.js')

export default defineConfig({
  solidity: {
    compilers: [
      {
        version: '0.8.37',
        path: solc,
        settings: {
          evmVersion: 'cancun',
          optimizer: { enabled: true, runs: 200 },
          metadata: { bytecodeHash: 'none' },
        },
      },
    ],
  },
  test: {
    solidity: {
      fsPermissions: { readDirectory: ['contracts/vectors'] },
      fuzz: { runs: Number(process.env.FUZZ_RUNS ?? 100) },
      invariant: { runs: Number(process.env.INVARIANT_RUNS ?? 10), depth: 50, failOnRevert: true },
    },
  },
})
