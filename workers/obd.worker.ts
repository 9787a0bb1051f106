import type { Serial } from '../lib/obd/serialTransport.ts'
import { createGarageApi, type GarageApi, type GarageEvents } from '../lib/recording/createGarageApi.ts'
import { createOpfsTripStore } from '../lib/recording/createOpfsTripStore.ts'
import { loadFrameKey } from '../lib/recording/frameKeyStore.ts'
import { type Port, serve } from '../lib/rpc/rpc.ts'

const api: GarageApi = createGarageApi({
  store: createOpfsTripStore,
  key: loadFrameKey,
  serial: (navigator as { serial?: Serial }).serial,
  emit: (event, data) => served.emit(event, data),
})
const served = serve<GarageEvents>(self as unknown as Port, api)
