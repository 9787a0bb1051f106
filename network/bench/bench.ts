import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import { benchExecution } from './execution.ts'
import { benchHeight } from './height.ts'
import { describeMachine, formatLoad } from './machine.ts'
import { benchProof } from './proof.ts'
import { benchStorage } from './storage.ts'
import { benchStore } from './store.ts'
import { benchTransfers } from './transfers.ts'

/*
 * `npm run bench` runs the quick ones, `npm run bench NAME...` those of that name, `npm run bench list` tells the names.
 * Everything that is compared runs in one call, one after the other; docs/benchmarks.md has the figures and what they mean.
 */
type Benchmark = { about: string; quick: boolean; run(): Promise<unknown> }

const every = ['qood', 'anvil', 'anvil-pruned', 'hardhat']
const large = ['qood', 'anvil', 'anvil-pruned']
const height = Number(process.env.BENCH_HEIGHT ?? 100_000)
const data = process.env.BENCH_DATA

const benchmarks: Record<string, Benchmark> = {
  header: {
    about: 'one header with 15 seals, noble beside WebAssembly',
    quick: true,
    run: () => import('../../lib/chain/verifyHeader.bench.ts'),
  },
  pool: {
    about: 'admission of transactions',
    quick: true,
    run: () => import('../node/pool/pool.bench.ts'),
  },
  execution: {
    about: 'running and hashing transfers, without gateway, pool and disk',
    quick: true,
    run: () => benchExecution({ slots: [1_000, 50_000] }),
  },
  storage: {
    about: 'storing and fetching blocks over HTTP and bitswap beside a plain HTTP copy (BENCH_MIB)',
    quick: true,
    run: benchStorage,
  },
  seal: {
    about: 'sealing in a browser with one and two workers beside raw AES-GCM (1 minute; BENCH_MIB)',
    quick: true,
    run: async () => (await import('./seal/seal.ts')).benchSeal(),
  },
  store: { about: 'LMDB beside LevelDB, blocks and reads', quick: true, run: benchStore },
  transfers: {
    about: 'transfers per second at 1,000 accounts, beside anvil and hardhat node (3 minutes)',
    quick: true,
    run: () => benchTransfers({ slots: [1_000], blocks: 60, targets: every }),
  },
  'transfers-50k': {
    about: 'the same at 50,000 storage slots (5 minutes)',
    quick: false,
    run: () => benchTransfers({ slots: [50_000], blocks: 60, targets: every }),
  },
  'transfers-1m': {
    about: 'the same at 1,000,000 storage slots, without hardhat node (10 minutes)',
    quick: false,
    run: () => benchTransfers({ slots: [1_000_000], blocks: 60, targets: large }),
  },
  proof: {
    about: 'eth_getProof at 1,000 and 50,000 slots beside anvil',
    quick: true,
    run: () => benchProof({ slots: [1_000, 50_000] }),
  },
  'proof-1m': {
    about: 'eth_getProof at 1,000,000 slots beside anvil (2 minutes)',
    quick: false,
    run: () => benchProof({ slots: [1_000_000] }),
  },
  height: {
    about: `memory, disk, restart, transfers and proofs at height ${height} (BENCH_HEIGHT; 20 minutes; BENCH_DATA keeps the chain)`,
    quick: false,
    run: () => benchHeight({ height, blocks: 60, ...(data && { data }) }),
  },
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => name !== 'list' && !benchmarks[name])
if (asked.includes('list') || unknown.length > 0) {
  if (unknown.length > 0) console.error(`Expected names of benchmarks, found ${unknown.join(', ')}.`)
  for (const [name, { about, quick }] of Object.entries(benchmarks))
    console.log(`${quick ? '*' : ' '} ${name}: ${about}`)
  process.exit(unknown.length > 0 ? 1 : 0)
}

await loadKeccak()
console.log(describeMachine())
for (const [name, { quick, run }] of Object.entries(benchmarks)) {
  if (asked.length > 0 ? !asked.includes(name) : !quick) continue
  console.log(`\n${name} (load ${formatLoad()})`)
  await run()
}
