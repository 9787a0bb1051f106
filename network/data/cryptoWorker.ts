import { type MessagePort, workerData } from 'node:worker_threads'
import { cryptoApi } from '../../lib/crypto/cryptoApi.ts'
import { type Port, serve } from '../../lib/rpc/rpc.ts'

serve((workerData as { port: MessagePort }).port as unknown as Port, cryptoApi)
