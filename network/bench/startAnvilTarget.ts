import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { startAnvil } from '../tools/startAnvil.ts'
import { createBenchAlloc, genesisTime } from './createBenchGenesis.ts'
import { callRpc } from './postRpc.ts'
import type { Target } from './Target.ts'

/** Starts anvil over the same allocation as it comes: it keeps states of the past, as ours does. */
export function startAnvilTarget({ slots }: { slots: number }): Promise<Target> {
  return start('anvil', slots, [])
}

/** Starts anvil set as fast as it goes: nothing of the past can be read or proved. */
export function startPrunedAnvil({ slots }: { slots: number }): Promise<Target> {
  return start('anvil, head only', slots, ['--prune-history'])
}

async function start(name: string, slots: number, flags: readonly string[]): Promise<Target> {
  const directory = await mkdtemp(join(tmpdir(), 'anvil-bench-'))
  const genesis = {
    config: { chainId: developmentChainId, cancunTime: 0, shanghaiTime: 0, terminalTotalDifficulty: 0 },
    nonce: '0x0',
    timestamp: `0x${genesisTime.toString(16)}`,
    extraData: '0x',
    gasLimit: '0x3938700',
    difficulty: '0x0',
    mixHash: `0x${'00'.repeat(32)}`,
    coinbase: `0x${'00'.repeat(20)}`,
    alloc: createBenchAlloc(slots),
  }
  const path = join(directory, 'genesis.json')
  await writeFile(path, JSON.stringify(genesis))
  const chain = ['--init', path, '--chain-id', `${developmentChainId}`, '--hardfork', 'cancun', '--accounts', '0']
  const blocks = ['--block-time', '0.5', '--gas-limit', '60000000', '--block-base-fee-per-gas', '0', '--order', 'fifo']
  const anvil = await startAnvil([...chain, ...blocks, ...flags, '--cache-path', directory])
  await callRpc(anvil.url, 'anvil_setLoggingEnabled', [false])
  return {
    name,
    url: anvil.url,
    pid: anvil.pid,
    async stop() {
      await anvil.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
