import { BaseError } from '../errors.ts'
import type { Transport } from './Transport.ts'

/*
 * A saved conversation as an adapter: lines of time, request and reply as the log of a trip holds them. A request is answered by
 * its next recorded reply, and again from the first when they are used up.
 */
export type LogLine = { atMs: number; request: string; raw: string }

/** Returns the log as text: one line each, with the line ends of the reply written as \r and \n. */
export function formatLogLine({ atMs, request, raw }: LogLine): string {
  const text = raw.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\0', '\\0')
  return `${Math.round(atMs)} ${request.replaceAll(/\s/g, '')} ${text}`
}

/** Returns the lines of a saved log; throws when there is none. */
export function parseLog(text: string): LogLine[] {
  const lines = text.split(/\r?\n/).flatMap((line) => {
    const match = /^(\d+) (\S+) (.*)$/.exec(line)
    return match ? [{ atMs: Number(match[1]), request: match[2]!.toUpperCase(), raw: readEscapes(match[3]!) }] : []
  })
  if (lines.length === 0) throw new EmptyLogError()
  return lines
}

function readEscapes(text: string): string {
  const meanings: Record<string, string> = { r: '\r', n: '\n', 0: '\0', '\\': '\\' }
  return text.replaceAll(/\\(.)/g, (_, letter: string) => meanings[letter] ?? letter)
}

/** Returns the transport that answers from the log. */
export function replayTransport(lines: readonly LogLine[]): Transport {
  const known = new Map<string, { replies: string[]; next: number }>()
  for (const { request, raw } of lines) {
    const entry = known.get(request) ?? { replies: [], next: 0 }
    entry.replies.push(raw)
    known.set(request, entry)
  }
  const answer = (request: string): string => {
    // A request with the count digit was perhaps recorded without it, and the other way round.
    const entry = known.get(request) ?? known.get(request.slice(0, -1)) ?? known.get(`${request}1`)
    if (entry) return entry.replies[entry.next++ % entry.replies.length]!
    if (request === 'ATI') return 'ELM327 v0.0 (replay)\r\r'
    return /^(AT|ST)/.test(request) ? 'OK\r\r' : 'NO DATA\r\r'
  }
  return {
    kind: 'replay',
    label: 'Saved log',
    baudRates: [38_400],
    async open(_, events) {
      let typed = ''
      const wire = new MessageChannel()
      const encode = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
      wire.port1.onmessage = ({ data }: MessageEvent<string>) => events.receive(encode(`${answer(data)}>`))
      return {
        async write(bytes) {
          typed += String.fromCharCode(...bytes)
          for (let end = typed.indexOf('\r'); end >= 0; end = typed.indexOf('\r')) {
            const request = typed
              .slice(0, end)
              .replace(/[\x7f\s]/g, '')
              .toUpperCase()
            typed = typed.slice(end + 1)
            if (request === '') events.receive(encode('>'))
            else wire.port2.postMessage(request)
          }
        },
        close: async () => wire.port1.close(),
      }
    },
  }
}

export class EmptyLogError extends BaseError {
  override readonly name = 'Obd.EmptyLogError'
  constructor() {
    super('Expected a saved log with lines of time, request and reply, found none.')
  }
}
