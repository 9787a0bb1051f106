import type { Simulator } from './simulator.ts'
import type { Transport } from './Transport.ts'

/** Returns a transport whose adapter is the simulator, on this same thread. */
export function simulatorTransport(simulator: Simulator): Transport {
  return {
    kind: 'simulator',
    label: 'Simulated car',
    baudRates: [38_400],
    async open(baudRate, events) {
      let isOpen = true
      const adapter = simulator.connect((bytes) => isOpen && events.receive(bytes), baudRate)
      // As on a wire the answer comes in a later task: without that, fast polling would let nothing else run. A timer would
      // be rounded up to 4 ms by browsers.
      const wire = new MessageChannel()
      wire.port1.onmessage = ({ data }: MessageEvent<Uint8Array>) => isOpen && adapter.receive(data)
      return {
        write: async (bytes) => wire.port2.postMessage(bytes),
        async close() {
          isOpen = false
          adapter.stop()
          wire.port1.close()
        },
      }
    },
  }
}
