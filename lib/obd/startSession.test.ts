import { afterEach, describe, expect, test } from 'vitest'
import { createDialogue, type Exchange } from './createDialogue.ts'
import type { AdapterQuirks } from './simulator/createAdapter.ts'
import { createSimulator, type SimulatorOptions, simulatedVin } from './simulator.ts'
import { simulatorTransport } from './simulatorTransport.ts'
import { type Session, type SessionOptions, startSession } from './startSession.ts'
import type { Transport } from './Transport.ts'

const open: Session[] = []
afterEach(async () => {
  for (const session of open.splice(0)) await session.close()
})

async function start(simulator: SimulatorOptions = {}, options: SessionOptions = {}, transport?: Transport) {
  const simulated = createSimulator({ replyDelayMs: 0, searchMs: 0, ...simulator })
  const exchanges: Exchange[] = []
  const session = await startSession(transport ?? simulatorTransport(simulated), {
    log: (exchange) => exchanges.push(exchange),
    ...options,
  })
  open.push(session)
  return { session, simulated, exchanges, sent: () => exchanges.map(({ request }) => request) }
}

const quirky = (quirks: AdapterQuirks) => start({ quirks })
const vinOf = async (session: Session) => (await session.request('0902')).decoded.vin

describe('a session', () => {
  test('finds adapter, protocol, control units and what they support', async () => {
    const { session } = await start()
    expect(session).toMatchObject({ protocol: 'can11', protocolNumber: '6', canJoin: true })
    expect(session.units.map(({ ecu }) => ecu)).toEqual(['7E8', '7E9'])
    expect([...session.supported]).toEqual(expect.arrayContaining(['0C', '0D', '42', 'A6']))
    expect(session.supported.has('20')).toBe(false)
    expect(await session.readVoltage()).toBeCloseTo(14.1, 1)
  })

  test('reads values of each control unit apart', async () => {
    const { session } = await start()
    const { decoded } = await session.request('010D0C')
    expect(decoded.values.map(({ pid, ecu }) => `${ecu} ${pid}`)).toEqual(['7E8 0D', '7E8 0C', '7E9 0D', '7E9 0C'])
  })

  test.each([
    ['1', 'j1850'],
    ['3', 'iso9141'],
    ['5', 'kwp'],
    ['7', 'can29'],
  ])('protocol %s is %s, with the same VIN and codes', async (protocol, family) => {
    const { session } = await start({ protocol, faults: ['catalyst', 'misfire'] })
    expect(session.protocol).toBe(family)
    expect(await vinOf(session)).toBe(simulatedVin)
    expect((await session.request('03')).decoded.dtcs.sort()).toEqual(['P0301', 'P0420'])
    expect(session.canJoin).toBe(family === 'can29')
  })

  test('learns how many lines an answer has, and asks for so many', async () => {
    const { session, sent } = await start()
    await session.request('010C')
    await session.request('010C')
    expect(sent().slice(-2)).toEqual(['010C', '010C2'])
  })

  test('asks one control unit by its header, and everybody again afterwards, with nothing in between', async () => {
    const { session, sent } = await start()
    const both = ['7E8', '7E9']
    const unitsOf = ({ decoded }: Awaited<ReturnType<Session['request']>>) => decoded.values.map(({ ecu }) => ecu)
    const [before, one, after] = await Promise.all([
      session.request('010C'),
      session.request('010C', { header: '7E1' }),
      session.request('010C'),
    ])
    expect([unitsOf(before), unitsOf(one), unitsOf(after)]).toEqual([both, ['7E9'], both])
    expect(sent().slice(-4, -1)).toEqual(['ATSH7E1', '010C', 'ATSH7DF'])
  })

  test('a header that nobody answers, or that does not fit the bus, is said; the others still answer', async () => {
    const { session, sent } = await start()
    await expect(session.request('010C', { header: '7B0' })).rejects.toMatchObject({ name: 'Obd.NoDataError' })
    expect(sent().slice(-5)).toEqual(['ATSH7B0', 'ATCRA7B8', '010C', 'ATAR', 'ATSH7DF'])
    for (const header of ['DA10F1', '8E0', '', '7E0\rATZ']) {
      await expect(session.request('010C', { header })).rejects.toMatchObject({ name: 'Obd.InvalidHeaderError' })
    }
    expect((await session.request('0105')).decoded.values[0]!.pid).toBe('05')
  })

  test.each([
    ['7', '18DA18F1'],
    ['5', '8218F1'],
  ])('on bus %s a control unit is asked by its address', async (protocol, header) => {
    const { session } = await start({ protocol })
    const { decoded } = await session.request('010C', { header })
    expect(decoded.values.map(({ ecu }) => ecu?.slice(-2))).toEqual(['18'])
  })

  test('clears codes with consent alone, and never moves parts of the car', async () => {
    const { session, simulated, sent } = await start({ faults: ['catalyst'] })
    await expect(session.request('04')).rejects.toMatchObject({ name: 'Obd.ConsentRequiredError' })
    await expect(session.request('0801')).rejects.toMatchObject({ name: 'Obd.ConsentRequiredError' })
    // @ts-expect-error a consent that says something else
    await expect(session.clearCodes({ understands: 'yes' })).rejects.toMatchObject({ name: 'Obd.ConsentRequiredError' })
    expect(sent()).not.toContain('04')
    await session.clearCodes({ understands: 'codes, freeze frames and readiness are lost' })
    expect(simulated.car.codes).toEqual([])
  })

  test('a request can be cancelled, and the next one gets its own answer', async () => {
    const { session } = await start({ replyDelayMs: 40 })
    const controller = new AbortController()
    const cancelled = session.request('010C', { signal: controller.signal })
    controller.abort(new Error('changed my mind'))
    await expect(cancelled).rejects.toThrow('changed my mind')
    expect((await session.request('0105')).decoded.values[0]!.pid).toBe('05')
  })

  test('the protocol of the last time is tried first', async () => {
    const { sent } = await start({}, { protocol: '6' })
    expect(sent().filter((request) => request.startsWith('ATSP'))).toEqual(['ATSP6'])
  })
})

describe('adapters that misbehave', () => {
  test('python-OBD#218, #26, #44: a wrong speed gives noise without a prompt', async () => {
    const simulated = createSimulator({ replyDelayMs: 0, searchMs: 0, baudRate: 115_200 })
    const transport = { ...simulatorTransport(simulated), baudRates: [38_400, 115_200] }
    const { session } = await start({}, {}, transport)
    expect(session.identity.baudRate).toBe(115_200)
  })

  test('ddt4all#1840: a cable that answers at 500000 only, to ATI and not to ATZ', async () => {
    const simulated = createSimulator({
      replyDelayMs: 0,
      searchMs: 0,
      baudRate: 500_000,
      quirks: { ignoresReset: true },
    })
    const transport = { ...simulatorTransport(simulated), baudRates: [38_400, 500_000] }
    const { session, sent } = await start({}, {}, transport)
    expect(session.identity.baudRate).toBe(500_000)
    expect(sent()).not.toContain('ATZ')
  })

  test('ELMduino#69: a clone that locks up on ATTP is never sent it', async () => {
    const { session, sent } = await quirky({ locksOnTestProtocol: true })
    expect(sent().some((request) => request.startsWith('ATTP'))).toBe(false)
    expect(await vinOf(session)).toBe(simulatedVin)
  })

  test('python-OBD#175: the version is shown and not believed; capability is tried', async () => {
    const { session } = await start({ version: 'ELM327 v2.1', quirks: { lacks: ['ATAL', 'ATCFC1'], noMultiPid: true } })
    expect(session.identity).toMatchObject({ version: 'ELM327 v2.1', clone: true, lacks: ['ATAL', 'ATCFC1'] })
    expect(session.canJoin).toBe(false)
  })

  test('wican-fw#951: set-up commands that are unknown do not end the session', async () => {
    const { session } = await quirky({ lacks: ['ATCAF1', 'ATCFC1', 'ATAL', 'ATAT1', 'ATL0', 'ATH1'] })
    expect(await vinOf(session)).toBe(simulatedVin)
  })

  test('python-OBD#205: the prompt comes late', async () => {
    const { session } = await quirky({ promptDelayMs: 5 })
    expect((await session.request('010D')).decoded.values[0]!.pid).toBe('0D')
  })

  test.each<[string, AdapterQuirks]>([
    ['node-obd2#1: a reply in pieces of one byte', { chunkBytes: 1 }],
    ['NUL bytes in between', { nulBytes: true }],
    ['echo cannot be switched off', { echoStuck: true }],
    ['spaces cannot be switched off', { spacesStuck: true }],
    ['no count digit', { noCountDigit: true }],
    ['no line with the length, headers cannot be switched on', { noLengthLine: true, lacks: ['ATH1'] }],
  ])('%s', async (_, quirks) => {
    const { session } = await quirky(quirks)
    await session.request('010C')
    expect((await session.request('010C')).decoded.values[0]!.pid).toBe('0C')
    expect(await vinOf(session)).toBe(simulatedVin)
  })

  test('ioniq-app#16: long messages that stall are asked for again, and never half believed', async () => {
    const { session } = await quirky({ stallsPerMille: 400 })
    for (let round = 0; round < 8; round++) {
      const vin = await vinOf(session).catch((error: Error) => error.name)
      expect([simulatedVin, 'Obd.IncompleteMessageError']).toContain(vin)
    }
  })

  test('78 before the answer is waited out', async () => {
    const { session } = await quirky({ pendingPerMille: 1000 })
    expect(await vinOf(session)).toBe(simulatedVin)
  })

  test('noise on the line is refused or asked again; no value is made up', async () => {
    const { session } = await start({}, {})
    const noisy = createSimulator({ replyDelayMs: 0, searchMs: 0, seed: 3, quirks: { noisePerMille: 4 } })
    const { session: other } = await start({}, {}, simulatorTransport(noisy)).catch(() => ({ session }))
    for (let round = 0; round < 50; round++) {
      const value = await other.request('0142').then(
        ({ decoded }) => Number(decoded.values[0]!.value),
        () => undefined,
      )
      if (value !== undefined) expect(value).toBeGreaterThanOrEqual(0)
    }
  })

  test('python-OBD#135: ignition off is said as such', async () => {
    const failed = quirky({ ignitionOff: true })
    await expect(failed).rejects.toMatchObject({ name: 'Obd.UnableToConnectError' })
    await expect(failed).rejects.toThrow('ignition')
  })

  test('nothing at all on the port is no adapter', async () => {
    const transport: Transport = {
      kind: 'serial',
      label: 'a modem',
      baudRates: [9600],
      open: async () => ({ write: async () => {}, close: async () => {} }),
    }
    await expect(startSession(transport)).rejects.toMatchObject({ name: 'Obd.NoAdapterError' })
  })

  test('an adapter that is pulled out in the middle of a reply is lost, and nothing hangs', async () => {
    const simulated = createSimulator({ replyDelayMs: 20, searchMs: 0 })
    let pull = () => {}
    const inner = simulatorTransport(simulated)
    const { AdapterLostError } = await import('./AdapterLostError.ts')
    const transport: Transport = {
      ...inner,
      async open(rate, events) {
        pull = () => events.lost(new AdapterLostError(new Error('NetworkError')))
        return inner.open(rate, events)
      },
    }
    const { session } = await start({}, {}, transport)
    const asked = session.request('010C')
    pull()
    await expect(asked).rejects.toMatchObject({ name: 'Obd.AdapterLostError' })
    await expect(session.request('010D')).rejects.toMatchObject({ name: 'Obd.AdapterLostError' })
  })
})

test('ELMduino#36: STOPPED is sent again, and after silence the line is drained first', async () => {
  let received: (text: string) => void = () => {}
  const sent: string[] = []
  const transport: Transport = {
    kind: 'serial',
    label: 'by hand',
    baudRates: [38_400],
    async open(_, events) {
      received = (text) => events.receive(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))
      return {
        write: async (bytes) => {
          const text = String.fromCharCode(...bytes)
          sent.push(text)
          if (text === 'ATI\r') received('41 05 7B\r>ELM327 v1.5\r\r>')
          if (text === '010D\r') received('41 0D 32\r\r>')
        },
        close: async () => {},
      }
    },
  }
  const dialogue = await createDialogue(transport, 38_400)
  await expect(dialogue.ask('0105', { timeoutMs: 10 })).rejects.toMatchObject({ name: 'Obd.ReplyTimeoutError' })
  const { raw } = await dialogue.ask('010D')
  expect(raw).toContain('41 0D 32')
  expect(raw).not.toContain('41 05')
  expect(sent.slice(0, 2)).toEqual(['0105\r', 'ATI\r'])
})
