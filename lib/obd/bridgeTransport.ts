import { decodeError, type ErrorData, encodeError } from '../rpc/transferError.ts'
import { AdapterLostError } from './AdapterLostError.ts'
import type { Link, Transport } from './Transport.ts'

/*
 * A transport whose device only the page may hold (WebUSB, Web Bluetooth, ports that a worker does not see), while the
 * conversation runs in a worker: bytes go back and forth over a message port.
 */
type ToPage = { open: number } | { write: Uint8Array; id: number } | { close: true }
type ToWorker =
  | { opened: true }
  | { failed: ErrorData }
  | { bytes: Uint8Array }
  | { written: number }
  | { lost: string }

export type BridgeInfo = Pick<Transport, 'kind' | 'label' | 'baudRates'>

/** Returns the transport as the worker sees it. */
export function bridgeTransport(port: MessagePort, info: BridgeInfo): Transport {
  return {
    ...info,
    async open(baudRate, events) {
      const opened = Promise.withResolvers<void>()
      const writes = new Map<number, () => void>()
      let next = 0
      port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
        if ('bytes' in data) events.receive(data.bytes)
        else if ('written' in data) writes.get(data.written)?.()
        else if ('opened' in data) opened.resolve()
        else if ('failed' in data) opened.reject(decodeError(data.failed))
        else events.lost(new AdapterLostError(new Error(data.lost)))
      }
      const post = (message: ToPage) => port.postMessage(message)
      post({ open: baudRate })
      await opened.promise
      return {
        write(bytes) {
          const id = next++
          const written = Promise.withResolvers<void>()
          writes.set(id, () => {
            writes.delete(id)
            written.resolve()
          })
          post({ write: bytes, id })
          return written.promise
        },
        close: async () => post({ close: true }),
      }
    },
  }
}

/** Serves a transport of the page to a worker until the signal says that it is over; returns the port for the worker. */
export function serveBridge(transport: Transport, signal?: AbortSignal): MessagePort {
  const { port1, port2 } = new MessageChannel()
  let link: Link | undefined
  const post = (message: ToWorker) => port1.postMessage(message)
  const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
  port1.onmessage = async ({ data }: MessageEvent<ToPage>) => {
    if ('open' in data) {
      try {
        await link?.close()
        link = await transport.open(data.open, {
          receive: (bytes) => post({ bytes }),
          lost: (reason) => post({ lost: reason.details ?? reason.shortMessage }),
        })
        if (signal?.aborted) await link.close()
        else post({ opened: true })
      } catch (error) {
        post({ failed: encodeError(error) })
      }
    } else if ('write' in data) {
      try {
        await link?.write(data.write)
        post({ written: data.id })
      } catch (error) {
        post({ lost: textOf(error) })
      }
    } else {
      const closing = link
      link = undefined
      await closing?.close()
    }
  }
  // An open port is never collected, whether anybody holds it or not.
  signal?.addEventListener('abort', () => {
    port1.close()
    void link?.close()
  })
  return port2
}
