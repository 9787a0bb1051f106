import { connect, type Remote } from '../lib/rpc/rpc.ts'
import type { QrApi } from './qr.worker.ts'

export type QrHandle = Remote<QrApi>

/** Starts the worker that looks for QR codes in pictures. */
export function startQr(): QrHandle {
  return connect<QrApi>(new Worker(new URL('./qr.worker.ts', import.meta.url), { type: 'module', name: 'qr' }))
}
