import { type Port, serve } from '../lib/rpc/rpc.ts'
import { type Pixels, readQr } from '../lib/wallet/readQr.ts'

const api = { read: (pixels: Pixels) => readQr(pixels) }
export type QrApi = typeof api

serve(self as unknown as Port, api)
