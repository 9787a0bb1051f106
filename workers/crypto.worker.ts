import { cryptoApi } from '../lib/crypto/cryptoApi.ts'
import { type Port, serve } from '../lib/rpc/rpc.ts'

serve(self as unknown as Port, cryptoApi)
