// A chain in this process with the exchange deployed, and a ledger of what each transaction cost.
import { artifacts, network } from 'hardhat'
import { type Abi, encodeDeployData, encodeFunctionData, getContractAddress, type Hex } from 'viem'

export type Contract = { address: Hex; abi: Abi }
export type GasRow = { action: string; gas: number }

type Receipt = { gasUsed: Hex; status: Hex; contractAddress: Hex | null }
type Rpc = (method: string, params: unknown[]) => Promise<unknown>

export type GasBench = {
  rows: GasRow[]
  /** Deploys a contract of ours and returns it. */
  deploy: (name: string, args: readonly unknown[]) => Promise<Contract>
  /** The address that the deployment after `ahead` others will have. */
  futureAddress: (ahead: number) => Promise<Hex>
  /** Sends a transaction; with a name, its gas goes into the table. */
  send: (from: Hex, to: Contract, fn: string, args: readonly unknown[], action?: string) => Promise<number>
  now: () => Promise<number>
  pass: (seconds: number) => Promise<void>
  mine: (blocks: number) => Promise<void>
  /** Lets an address send transactions. */
  unlock: (address: Hex) => Promise<void>
}

/** Starts a chain and returns the means to measure on it; `deployer` must be one of its unlocked accounts. */
export async function createGasBench(deployer: Hex): Promise<GasBench> {
  const { provider } = await network.create()
  const rpc: Rpc = (method, params) => provider.request({ method, params })
  const rows: GasRow[] = []
  const transact = async (transaction: Record<string, unknown>) => {
    const hash = await rpc('eth_sendTransaction', [{ gas: '0xf42400', ...transaction }])
    return (await rpc('eth_getTransactionReceipt', [hash])) as Receipt
  }
  const now = async () => {
    const block = (await rpc('eth_getBlockByNumber', ['latest', false])) as { timestamp: Hex }
    return Number(block.timestamp)
  }
  return {
    rows,
    now,
    async deploy(name, args) {
      const { abi, bytecode } = await artifacts.readArtifact(name)
      const data = encodeDeployData({ abi: abi as Abi, bytecode: bytecode as Hex, args: [...args] })
      const { contractAddress } = await transact({ from: deployer, data })
      if (!contractAddress) throw new Error(`${name} was not deployed`)
      return { address: contractAddress, abi: abi as Abi }
    },
    async futureAddress(ahead) {
      const nonce = (await rpc('eth_getTransactionCount', [deployer, 'latest'])) as Hex
      return getContractAddress({ from: deployer, nonce: BigInt(nonce) + BigInt(ahead) })
    },
    async send(from, to, functionName, args, action) {
      const data = encodeFunctionData({ abi: to.abi, functionName, args: [...args] })
      const receipt = await transact({ from, to: to.address, data })
      if (receipt.status !== '0x1') throw new Error(`${functionName} failed`)
      const gas = Number(receipt.gasUsed)
      if (action) rows.push({ action, gas })
      return gas
    },
    async pass(seconds) {
      await rpc('evm_increaseTime', [seconds])
      await rpc('evm_mine', [])
    },
    async mine(blocks) {
      await rpc('hardhat_mine', [`0x${blocks.toString(16)}`])
    },
    async unlock(address) {
      await rpc('hardhat_impersonateAccount', [address])
      await rpc('hardhat_setBalance', [address, `0x${(10n ** 18n).toString(16)}`])
    },
  }
}
