import { createRequire } from 'node:module'
import { defineConfig } from 'hardhat/config'

const solc = createRequire(import.meta.url).resolve('solc/soljson.js')

const compiler = {
  version: '0.8.37',
  path: solc,
  settings: {
    evmVersion: 'cancun',
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: 'none' },
    // The explorer shows what a contract is made of and what its authors say of it.
    outputSelection: { '*': { '*': ['metadata'] } },
  },
} as const

/*
 * What a trade runs through, compiled by way of Yul: 5 % less gas, and three times the time of the compiler, which is why
 * it is these alone. Their tests deploy the same artifacts, see contracts/exchange-test/Compiled.sol.
 */
const tight = {
  ...compiler,
  settings: { ...compiler.settings, viaIR: true, optimizer: { enabled: true, runs: 20_000 } },
}

// Eighteen promises of 50 calls a run: 100,000 calls in CI.
const invariantRuns = Number(process.env.INVARIANT_RUNS ?? (process.env.CI ? 112 : 10))

export default defineConfig({
  solidity: {
    compilers: [compiler],
    overrides: {
      'contracts/DataMarket.sol': tight,
      'contracts/DataRegistry.sol': tight,
      'contracts/DisputeJudge.sol': tight,
      'contracts/Shares.sol': tight,
    },
  },
  test: {
    solidity: {
      fsPermissions: { readDirectory: ['contracts/vectors'] },
      fuzz: { runs: Number(process.env.FUZZ_RUNS ?? 100) },
      invariant: { runs: invariantRuns, depth: 50, failOnRevert: true },
    },
  },
})
