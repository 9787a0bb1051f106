import { type CryptoPool, createCryptoPool, poolSize } from '../lib/crypto/createCryptoPool.ts'
import type { CryptoApi } from '../lib/crypto/cryptoApi.ts'
import { connect } from '../lib/rpc/rpc.ts'

/** Starts the workers that seal and open data, as many as the machine has use for. */
export function startCrypto({ size = poolSize() }: { size?: number } = {}): CryptoPool {
  return createCryptoPool({ size, start })
}

function start() {
  const worker = new Worker(new URL('./crypto.worker.ts', import.meta.url), { type: 'module', name: 'crypto' })
  return connect<CryptoApi>(worker)
}
