import { afterEach, expect, test, vi } from 'vitest'
import type { Transport } from '../../lib/obd/Transport.ts'
import type { CarSource, Phase } from '../../lib/recording/createGarageApi.ts'
import type { RecorderState } from '../../lib/recording/createRecorder.ts'
import type { Garage } from '../../workers/obd.ts'
import { createGarageStore } from './createGarageStore.ts'

afterEach(() => void vi.useRealTimers())

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A worker that never reaches the adapter, and the ports that it was given. */
function createDeafWorker() {
  const ports: MessagePort[] = []
  let closed = 0
  let tellPhase: (phase: Phase) => void = () => {}
  const worker = {
    on(event: string, listener: (data: never) => void) {
      if (event === 'phase') tellPhase = listener as typeof tellPhase
      return () => {}
    },
    async connect({ source }: { source: CarSource }) {
      if (source.kind !== 'bridge') throw new Error('Expected a bridge.')
      source.port.addEventListener('close', () => closed++)
      source.port.start()
      ports.push(source.port)
      if (ports.length > 1) throw new Error('out of reach')
      return { identity: {}, supported: [], canJoin: false }
    },
    poll: async () => {},
  }
  return {
    load: async () => worker as unknown as Garage,
    lose: () => tellPhase({ phase: 'lost', error: 'Obd.AdapterLostError' }),
    given: () => ports.length,
    open: () => ports.length - closed,
    end: () => {
      for (const port of ports) port.close()
    },
  }
}

test('however long an adapter is looked for, only the last bridge to it is open', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const deaf = createDeafWorker()
  const store = createGarageStore(deaf.load)
  const transport: Transport = {
    kind: 'usb',
    label: 'Adapter',
    baudRates: [38_400],
    open: () => Promise.reject(new Error('unplugged')),
  }
  await store.connectPage({ transport, again: async () => transport })
  deaf.lose()
  for (let i = 0; i < 50; i++) {
    await settle()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  await settle()
  await settle()
  expect(deaf.given()).toBeGreaterThan(40)
  expect(deaf.open()).toBe(1)
  deaf.end()
})

test('a trip that ends by itself, once there is room for the rest of it, is looked for in the list', async () => {
  let tell: (recorder: RecorderState | null) => void = () => {}
  const worker = {
    on(event: string, listener: (data: never) => void) {
      if (event === 'recorder') tell = listener as typeof tell
    },
  }
  const store = createGarageStore(async () => worker as unknown as Garage)
  await store.garage()
  tell({ id: 'trip', status: 'ending', samples: 1, refused: 0, durationMs: 1 })
  expect(store.get().tripsVersion).toBe(0)
  tell(null)
  expect(store.get()).toMatchObject({ recorder: null, tripsVersion: 1 })
})
