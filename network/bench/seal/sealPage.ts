import { type CryptoWorker, createCryptoPool } from '../../../lib/crypto/createCryptoPool.ts'
import { runOrdered } from '../../../lib/crypto/runOrdered.ts'
import { sealData } from '../../../lib/crypto/sealData.ts'
import { connect } from '../../../lib/rpc/rpc.ts'

type Bench = { mebibytes: number; chunkBytes: number; workers: number }
type Encrypting = { encrypt(params: { plain: Uint8Array }, options: object): Promise<number> }

const started: CryptoWorker[] = []
function start(): CryptoWorker {
  const worker = connect(new Worker('/worker.js', { type: 'module' })) as unknown as CryptoWorker
  started.push(worker)
  return worker
}

async function* pieces(count: number, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const plain = Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 8)) & 255)
  for (let i = 0; i < count; i++) yield plain.slice()
}

function sealWith(pool: ReturnType<typeof createCryptoPool>, { mebibytes, chunkBytes }: Omit<Bench, 'workers'>) {
  return sealData({
    source: { fingerprint: '', open: () => pieces((mebibytes * 2 ** 20) / chunkBytes, chunkBytes) },
    plan: { kind: 'fixed', maxChunkBytes: chunkBytes },
    ...{ id: new Uint8Array(32), root: new Uint8Array(32) },
    ...{ sealChunk: pool.sealChunk, concurrency: pool.inWork, putBlock: async () => {} },
  })
}

/** Seals once, so that somebody can look at the memory of this page from outside. */
async function sealOnce({ workers, ...what }: Bench): Promise<void> {
  const pool = createCryptoPool({ size: workers, start })
  await sealWith(pool, what)
  pool.stop()
}

/** Returns milliseconds for raw AES-GCM and for sealing the same bytes, both spread over the same workers. */
async function measure({ mebibytes, chunkBytes, workers }: Bench) {
  started.length = 0
  const pool = createCryptoPool({ size: workers, start })
  const count = (mebibytes * 2 ** 20) / chunkBytes
  const options = { concurrency: pool.inWork }
  const time = async (work: () => Promise<unknown>) => {
    const from = performance.now()
    await work()
    return performance.now() - from
  }
  let turn = 0
  const raw = async () => {
    const encrypt = (plain: Uint8Array<ArrayBuffer>) =>
      (started[turn++ % workers] as unknown as Encrypting).encrypt({ plain }, { transfer: [plain.buffer] })
    for await (const _ of runOrdered(pieces(count, chunkBytes), encrypt, options));
  }
  const seal = () => sealWith(pool, { mebibytes, chunkBytes })
  // Both compile first.
  await raw()
  await seal()
  const runs = []
  for (let i = 0; i < 5; i++) runs.push({ rawMs: await time(raw), sealMs: await time(seal) })
  pool.stop()
  return runs
}

Object.assign(globalThis, { measure, sealOnce })
