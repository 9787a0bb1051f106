import { isCan, parseProtocol } from '../protocol.ts'
import type { ControlUnit } from './createControlUnits.ts'
import { createRandom } from './createRandom.ts'
import { formatFrames } from './formatFrames.ts'

/*
 * The ELM327 side: text in, text and a prompt out. Quirks are what real adapters and clones do wrong; each can be switched on
 * alone, so that a test can name the complaint it stands for.
 */
export type AdapterQuirks = {
  /** Commands that this adapter answers with `?`. */
  lacks?: readonly string[]
  /** Answers ATI but not ATZ, as some cables do. */
  ignoresReset?: boolean
  echoStuck?: boolean
  spacesStuck?: boolean
  noCountDigit?: boolean
  noMultiPid?: boolean
  noLengthLine?: boolean
  countFromOne?: boolean
  /** Dead after ATTP, until power comes back. */
  locksOnTestProtocol?: boolean
  promptDelayMs?: number
  chunkBytes?: number
  nulBytes?: boolean
  /** How many of a thousand characters arrive changed. */
  noisePerMille?: number
  /** STOPPED written over SEARCHING. */
  overwritesWords?: boolean
  /** How many of a thousand long messages lose their last frame. */
  stallsPerMille?: number
  /** How many of a thousand requests the car first answers with 78. */
  pendingPerMille?: number
  /** Requests that follow sooner than this get NO DATA. */
  minGapMs?: number
  ignitionOff?: boolean
}

export type Timer = { now(): number; after(ms: number, run: () => void): () => void }

export type AdapterOptions = {
  units: () => readonly ControlUnit[]
  volts: () => number
  protocol: string
  version: string
  replyDelayMs: number
  searchMs: number
  quirks: AdapterQuirks
  seed: number
  timer: Timer
  send(bytes: Uint8Array): void
}

const quiet = new Set([
  'E1',
  'L0',
  'L1',
  'M0',
  'M1',
  'R0',
  'R1',
  'AL',
  'NL',
  'AT0',
  'AT1',
  'AT2',
  'CFC0',
  'CFC1',
  'PC',
  'AR',
  'D0',
  'D1',
  'CAF1',
  'TA0',
  'V0',
  'V1',
  'FE',
])

/** Returns an adapter that takes in bytes and sends what it has to say. */
export function createAdapter(options: AdapterOptions) {
  const { quirks, timer, replyDelayMs } = options
  const random = createRandom(options.seed ^ 0x5eed)
  const number = options.protocol
  const protocol = parseProtocol(number) ?? 'can11'
  const defaults = {
    echo: true,
    spaces: true,
    headers: false,
    formatted: true,
    searched: false,
    chosen: '0',
    lineFeeds: false,
    /** Whom a request is meant for; nobody in particular from the start. */
    header: '',
  }
  let state = { ...defaults }
  let typed = ''
  let last = ''
  let busy: (() => void) | undefined
  let dead = false
  let lastRequestMs = Number.NEGATIVE_INFINITY

  function say(text: string, delayMs: number): void {
    // A delay of nothing must not wait for a timer: browsers round those up.
    const run = () => {
      busy = undefined
      transmit(text)
      if (quirks.promptDelayMs) timer.after(quirks.promptDelayMs, () => transmit('\r>'))
      else transmit('\r>')
    }
    if (delayMs > 0) busy = timer.after(delayMs, run)
    else run()
  }

  function transmit(text: string): void {
    const shown = state.lineFeeds ? text.replaceAll('\r', '\r\n') : text
    const bytes = Array.from(shown, (letter) => letter.charCodeAt(0))
    const spoiled = bytes.flatMap((byte) => {
      const noisy = quirks.noisePerMille && byte !== 62 && random() * 1000 < quirks.noisePerMille
      const sent = noisy ? Math.floor(random() * 256) : byte
      return quirks.nulBytes && random() < 0.1 ? [0, sent] : [sent]
    })
    const size = quirks.chunkBytes ?? spoiled.length
    for (let at = 0; at < spoiled.length; at += size) options.send(Uint8Array.from(spoiled.slice(at, at + size)))
  }

  function receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (dead) return
      if (busy) {
        busy()
        busy = undefined
        transmit(quirks.overwritesWords ? 'STOPPEDNG...\r\r>' : 'STOPPED\r\r>')
        typed = ''
        continue
      }
      if (byte === 13) run()
      else if (byte === 8 || byte === 127) typed = typed.slice(0, -1)
      else if (byte > 32 && byte < 127) typed += String.fromCharCode(byte)
    }
  }

  function run(): void {
    const line = typed.toUpperCase()
    typed = ''
    const command = line === '' ? last : line
    if (state.echo || quirks.echoStuck) transmit(`${line}\r`)
    last = command
    if (command === '') say('', 0)
    else if (command.startsWith('AT')) configure(command.slice(2))
    else if (command.startsWith('ST')) describeStn(command.slice(2))
    else if (/^[0-9A-F]{2,33}$/.test(command)) request(command)
    else say('?\r', 0)
  }

  function describeStn(command: string): void {
    const isStn = options.version.startsWith('STN')
    if (!isStn) say('?\r', 0)
    else if (command === 'I') say(`${options.version}\r`, 0)
    else if (command === 'DI') say('OBDLink SX (simulated)\r', 0)
    else say('?\r', 0)
  }

  function configure(command: string) {
    const ok = () => say('OK\r', 0)
    if (quirks.lacks?.includes(`AT${command}`)) return say('?\r', 0)
    if (command === 'Z' || command === 'WS') return reset(command)
    if (command === 'D') state = { ...defaults, echo: state.echo }
    else if (command === 'E0') state.echo = false
    else if (command === 'E1') state.echo = true
    else if (command === 'S0' || command === 'S1') state.spaces = command === 'S1' || Boolean(quirks.spacesStuck)
    else if (command === 'H0' || command === 'H1') state.headers = command === 'H1'
    else if (command === 'L1' || command === 'L0') state.lineFeeds = command === 'L1'
    else if (command === 'CAF0' || command === 'CAF1') state.formatted = command === 'CAF1'
    else if (/^SH[0-9A-F]{3}([0-9A-F]{3})?$/.test(command)) state.header = command.slice(2)
    else if (/^SPA?[0-9A-C]$/.test(command)) Object.assign(state, { chosen: command.at(-1), searched: false })
    else if (/^TPA?[0-9A-C]$/.test(command)) return testProtocol(command)
    else if (command === 'I') return say(`${elmVersion()}\r`, 0)
    else if (command === '@1') return say('OBDII to RS232 Interpreter\r', 0)
    else if (command === 'RV') return say(`${options.volts().toFixed(1)}V\r`, 0)
    else if (command === 'DPN') return say(`${dpn()}\r`, 0)
    else if (command === 'DP') return say(`AUTO, ${protocol}\r`, 0)
    else if (!quiet.has(command) && !/^(ST|SH|CRA|FCSH|FCSD|FCSM|SW|CP)[0-9A-F ]*$/.test(command)) return say('?\r', 0)
    ok()
  }

  const elmVersion = () => (options.version.startsWith('STN') ? 'ELM327 v1.4b' : options.version)
  const dpn = () => (state.chosen === '0' ? (state.searched ? `A${number}` : '0') : state.chosen)

  function reset(command: string): void {
    if (quirks.ignoresReset) return
    state = { ...defaults }
    say(`\r\r${elmVersion()}\r`, command === 'Z' ? Math.min(300, replyDelayMs * 10) : 0)
  }

  function testProtocol(command: string): void {
    if (quirks.locksOnTestProtocol) dead = true
    else {
      state.chosen = command.at(-1)!
      say('OK\r', 0)
    }
  }

  function request(command: string) {
    const hasCount = command.length % 2 === 1
    const bytes = (hasCount ? command.slice(0, -1) : command).match(/../g)!.map((pair) => Number.parseInt(pair, 16))
    if (hasCount && quirks.noCountDigit) return say('?\r', 0)
    if (quirks.noMultiPid && bytes[0] === 1 && bytes.length > 2) return say('?\r', 0)
    if (!isCan(protocol) && bytes[0] === 1 && bytes.length > 2) return say('NO DATA\r', replyDelayMs)
    const gap = timer.now() - lastRequestMs
    lastRequestMs = timer.now()
    if (quirks.minGapMs && gap < quirks.minGapMs) return say('NO DATA\r', replyDelayMs)
    const searching = state.searched
      ? ''
      : state.chosen === '0'
        ? 'SEARCHING...\r'
        : isCan(protocol)
          ? ''
          : 'BUS INIT: ...OK\r'
    const wrong = state.chosen !== '0' && state.chosen !== number
    const delayMs = replyDelayMs + (state.searched || state.chosen !== '0' ? 0 : options.searchMs)
    if (quirks.ignitionOff)
      return say(state.chosen === '0' ? `${searching}UNABLE TO CONNECT\r` : 'CAN ERROR\r', delayMs)
    if (wrong) return say(isCan(protocol) ? 'CAN ERROR\r' : 'BUS INIT: ...ERROR\r', delayMs)
    state.searched = true
    const limit = hasCount ? Number.parseInt(command.at(-1)!, 16) : Number.POSITIVE_INFINITY
    const lines = collect(bytes)
    say(`${searching + (lines.length === 0 ? 'NO DATA' : takeLines(lines, limit).join('\r'))}\r`, delayMs)
  }

  function collect([service = 0, ...bytes]: readonly number[]): string[] {
    const style = {
      protocol,
      headers: state.headers,
      spaces: state.spaces,
      unformatted: !state.formatted,
      noLengthLine: Boolean(quirks.noLengthLine),
      countFromOne: Boolean(quirks.countFromOne),
    }
    return options.units().flatMap((unit) => {
      if (!isMeant(unit, state.header)) return []
      const payload = unit.answer(service, bytes)
      if (!payload) return []
      const lines = formatFrames(unit, payload, style)
      if (lines.length > 1 && random() * 1000 < (quirks.stallsPerMille ?? 0)) lines.pop()
      const waits = random() * 1000 < (quirks.pendingPerMille ?? 0)
      return waits ? [...formatFrames(unit, [0x7f, service, 0x78], style), ...lines] : lines
    })
  }

  return { receive, stop: () => busy?.() }
}

/** A functional header means everybody; on CAN a unit listens eight below the identifier it answers with. */
function isMeant({ canId, address }: ControlUnit, header: string): boolean {
  if (header === '' || header === '7DF' || /^(616A|686A|C233|DB33)F1$/.test(header)) return true
  if (header.length === 3) return Number.parseInt(header, 16) + 8 === Number.parseInt(canId, 16)
  return header.slice(2, 4) === address
}

/** The count digit counts frames; the line with the length is printed on top of them. */
function takeLines(lines: readonly string[], limit: number): string[] {
  let left = limit
  const taken: string[] = []
  for (const line of lines) {
    if (/^[0-9A-F]{3}$/.test(line)) taken.push(line)
    else if (left-- > 0) taken.push(line)
    else break
  }
  return taken
}
