import { defineConfig } from 'hardhat/config'

// biome-ignore lint/style/noDefaultExport: Hardhat reads the default export.
export default defineConfig({
  networks: {
    node: {
      type: 'edr-simulated',
      chainId: 72_018,
      hardfork: 'cancun',
      accounts: [],
      blockGasLimit: 60_000_000,
      initialBaseFeePerGas: 0,
      allowBlocksWithSameTimestamp: true,
      mining: { auto: false, interval: 500, mempool: { order: 'fifo' } },
    },
  },
})
