import { describe, expect, test } from 'vitest'
import { type DecodeOptions, decodeReply } from './decodeReply.ts'
import type { Decoded } from './Reading.ts'

const value = (request: string, raw: string, options?: DecodeOptions) =>
  decodeReply(request, raw, options).values.map((reading) => [reading.name, reading.value, reading.unit])
const codes = (request: string, raw: string, options?: DecodeOptions) => decodeReply(request, raw, options).dtcs
const refusal = (request: string, raw: string, options?: DecodeOptions): string => {
  let decoded: Decoded
  try {
    decoded = decodeReply(request, raw, options)
  } catch (error) {
    return (error as Error).name
  }
  return `decoded ${JSON.stringify(decoded)}`
}

const vinCan = '0902\r014 \r0: 49 02 01 31 44 34 \r1: 47 50 30 30 52 35 35 \r2: 42 31 32 33 34 35 36 \r\r>'
const vin = '1D4GP00R55B123456'

describe('values', () => {
  test.each([
    ['010C', '41 0C 1A F8', 1726, 'rpm'],
    ['010D', '41 0D 32', 50, 'km/h'],
    ['0105', '41 05 7B', 83, '°C'],
    ['010F', '41 0F 00', -40, '°C'],
    ['0104', '41 04 FF', 100, '%'],
    ['0106', '41 06 80', 0, '%'],
    ['010A', '41 0A 64', 300, 'kPa'],
    ['010E', '41 0E 90', 8, '°'],
    ['0110', '41 10 01 F4', 5, 'g/s'],
    ['011F', '41 1F 0E 10', 3600, 's'],
    ['0122', '41 22 03 E8', 79, 'kPa'],
    ['0132', '41 32 FF FC', -1, 'Pa'],
    ['013C', '41 3C 10 2C', 374, '°C'],
    ['0142', '41 42 36 B0', 14, 'V'],
    ['0143', '41 43 00 FF', 100, '%'],
    ['015D', '41 5D 69 00', 0, '°'],
    ['015E', '41 5E 00 64', 5, 'L/h'],
    ['0162', '41 62 7D', 0, '%'],
    ['01A6', '41 A6 00 0F 42 40', 100_000, 'km'],
    ['0114', '41 14 5A FF', 0.45, 'V'],
  ])('%s with %s is %d %s', (request, raw, expected, unit) => {
    expect(value(request, `${raw}\r\r>`)).toEqual([[expect.any(String), expected, unit]])
  })

  test('the signed evaporative pressures differ in scale: 0132 by quarters, 0154 by ones', () => {
    expect(value('0154', '41 54 FF FC')[0]![1]).toBe(-4)
    expect(value('0153', '41 53 00 C8')[0]![1]).toBe(1)
  })

  test('a field whose flag is clear is left out, whatever its bytes', () => {
    expect(value('0167', '41 67 01 6E FF')).toEqual([['Engine coolant temperature 1', 70, '°C']])
    expect(value('017A', '41 7A 01 FF 9C 00 00 00 00')[0]![1]).toBe(-1)
  })

  test('six parameters in one reply come in any order, and the padding after them is no data', () => {
    const raw = '00E\r0: 41 0C 1A F8 0D 32\r1: 05 7B 11 FF 0F 41 04\r2: 80 AA AA AA AA AA AA\r>'
    expect(value('01040C0D050F11', raw).map(([, number]) => number)).toEqual([1726, 50, 83, 100, 25, (128 * 100) / 255])
  })

  test('a parameter that the car left out of a joint reply is simply absent', () => {
    expect(value('010C0D', '41 0D 32\r>')).toEqual([['Vehicle speed', 50, 'km/h']])
  })

  test('bit 3 of 0101 chooses the names of the monitors, and a clear bit means complete', () => {
    const spark = Object.fromEntries(value('0101', '41 01 83 07 65 04').map(([name, state]) => [name, state]))
    expect(spark).toMatchObject({
      'Warning lamp on': true,
      'Trouble codes stored': 3,
      'Ignition type': 'spark',
      'Misfire monitor': 'complete',
      'Catalyst monitor': 'complete',
      'Evaporative system monitor': 'incomplete',
      'Heated catalyst monitor': 'not supported',
    })
    const compression = value('0101', '41 01 00 0F 0B 00').map(([name]) => name)
    expect(compression).toContain('Boost pressure monitor')
    expect(compression).not.toContain('Evaporative system monitor')
  })

  test('0131 at 65535, 012F at 0 and 010D at 255 are marked as perhaps no value', () => {
    for (const [request, raw] of [
      ['0131', '41 31 FF FF'],
      ['012F', '41 2F 00'],
      ['010D', '41 0D FF'],
    ] as const) {
      expect(decodeReply(request, raw).values[0]).toMatchObject({ doubtful: true })
    }
    expect(decodeReply('010D', '41 0D FE').values[0]).not.toHaveProperty('doubtful')
  })

  test('bytes whose scale is not public are given as hex and never as a number', () => {
    expect(value('019A', '41 9A 01 02 03 04 05 06')).toEqual([['Hybrid and electric system', '010203040506', 'hex']])
  })

  test('a freeze frame names its frame and the code that caused it', () => {
    expect(decodeReply('020C00', '42 0C 00 1A F8').values[0]).toMatchObject({ pid: '0C', frame: 0, value: 1726 })
    expect(value('020200', '42 02 00 01 33')[0]![1]).toBe('P0133')
  })
})

describe('what is supported', () => {
  test('the last bit of a mask announces the next mask and is no parameter', () => {
    const { supported } = decodeReply('0100', '41 00 BE 3F A8 13\r>')
    expect(supported).toEqual('01 03 04 05 06 07 0B 0C 0D 0E 0F 10 11 13 15 1C 1F'.split(' '))
  })

  test('masks of several control units are kept apart; their union is extra', () => {
    const raw = '7E8 06 41 00 80 00 00 00\r7E9 06 41 00 08 18 00 00\r>'
    const { supported, supportedByEcu } = decodeReply('0100', raw)
    expect(supportedByEcu).toEqual([
      { ecu: '7E8', supported: ['01'] },
      { ecu: '7E9', supported: ['05', '0C', '0D'] },
    ])
    expect(supported).toEqual(['01', '05', '0C', '0D'])
  })

  test('python-OBD#81: a mask of zeros says that nothing is supported', () => {
    expect(decodeReply('0100', '41 00 00 00 00 00', { protocol: '5' }).supported).toEqual([])
  })
})

describe('trouble codes', () => {
  test('letters and digits follow from the bits', () => {
    expect(codes('03', '43 04 01 33 41 23 81 23 C1 23\r>', { protocol: '6' })).toEqual([
      'P0133',
      'C0123',
      'B0123',
      'U0123',
    ])
  })

  test('on CAN a count comes first, on older buses it does not', () => {
    expect(codes('03', '43 02 01 33 04 20')).toEqual(['P0133', 'P0420'])
    expect(codes('03', '43 01 33 00 00 00 00', { protocol: '3' })).toEqual(['P0133'])
    expect(codes('03', '43 01 33 00 00 00 00', { protocol: 'ISO 15765-4 (CAN 11/500)' })).toEqual(['P3300'])
    expect(codes('07', '47 00', { protocol: 'A6' })).toEqual([])
  })

  test('without headers and protocol the two cannot be told apart: refused, not guessed', () => {
    expect(refusal('03', '43 01 33 00 00 00 00')).toBe('Obd.AmbiguousReplyError')
    expect(codes('03', '43 01 33 04 20 01 71')).toEqual(['P0133', 'P0420', 'P0171'])
    expect(codes('03', '43 00 00 00 00 00 00')).toEqual([])
  })

  test('a count that does not fit its bytes is refused', () => {
    expect(refusal('03', '43 02 01 33', { protocol: '6' })).toBe('Obd.TruncatedReplyError')
    expect(refusal('03', '43 01 33 00 00 00')).toBe('Obd.TruncatedReplyError')
  })

  test('long lists come in frames, from several control units, as stored, pending and permanent', () => {
    const raw = '7E8 10 08 43 03 01 33 04 20\r7E9 04 43 01 07 00\r7E8 21 01 71 AA AA AA AA AA\r>'
    expect(decodeReply('03', raw).codes).toEqual([
      { code: 'P0700', kind: 'stored', ecu: '7E9' },
      { code: 'P0133', kind: 'stored', ecu: '7E8' },
      { code: 'P0420', kind: 'stored', ecu: '7E8' },
      { code: 'P0171', kind: 'stored', ecu: '7E8' },
    ])
    expect(decodeReply('0A', '4A 01 04 20', { protocol: '6' }).codes[0]!.kind).toBe('permanent')
  })

  test('UDS codes carry how they failed and their status', () => {
    const decoded = decodeReply('1902FF', '00B\r0: 59 02 FF 01 33 11\r1: 2F 04 20 00 08 00 00')
    expect(decoded.dtcs).toEqual(['P0133-11', 'P0420-00'])
    expect(decoded.codes[0]!.status).toContain('test failed')
    expect(decoded.codes[1]!.status).toEqual(['confirmed'])
  })

  test('clearing is reported, and service 08 is refused', () => {
    expect(decodeReply('04', '44\r>').text).toBe('codes cleared')
    expect(refusal('0801', '48 01 00')).toBe('Obd.ControlRefusedError')
  })
})

describe('vehicle information', () => {
  test('a VIN on CAN, in five lines of an older bus, and with headers', () => {
    expect(decodeReply('0902', vinCan).vin).toBe(vin)
    const legacy =
      '49 02 01 00 00 00 31\r49 02 02 44 34 47 50\r49 02 03 30 30 52 35\r49 02 04 35 42 31 32\r49 02 05 33 34 35 36\r>'
    expect(decodeReply('0902', legacy).vin).toBe(vin)
    const headers = '7E8 10 14 49 02 01 31 44 34\r7E8 21 47 50 30 30 52 35 35\r7E8 22 42 31 32 33 34 35 36\r>'
    expect(decodeReply('0902', headers).vin).toBe(vin)
    expect(decodeReply('0902', headers.replaceAll('7E8 ', '18 DA F1 10 ')).values[0]!.ecu).toBe('18DAF110')
  })

  test('ioniq-app#16: a first frame without the others is an error, not 6 of 20 bytes', () => {
    expect(refusal('0902', '014\r0: 49 02 01 31 44 34\r>')).toBe('Obd.IncompleteMessageError')
    expect(refusal('0902', '7E8 10 14 49 02 01 31 44 34\r>')).toBe('Obd.IncompleteMessageError')
    expect(refusal('0902', '49 02 01 00 00 00 31\r49 02 02 44 34 47 50\r>')).toBe('Obd.TruncatedReplyError')
  })

  test('kotlin-obd-api#29: echo, no length line, lines counted from 1, no spaces', () => {
    const lines = ['490201314434', '47503030523535', '42313233343536']
    expect(decodeReply('0902', lines.map((line, index) => `${index}:${line}`).join('\r')).vin).toBe(vin)
    expect(decodeReply('0902', `014\r${lines.map((line, index) => `${index + 1}:${line}`).join('\r')}`).vin).toBe(vin)
    expect(
      decodeReply('09 02 5', `09025\r014\n${lines.map((line, index) => `${index}:${line}`).join('\r\n')}\r\n\r\n>`).vin,
    ).toBe(vin)
  })

  test('python-OBD PR#151: a VIN that is clipped or has other characters is refused', () => {
    expect(refusal('0902', '013\r0: 49 02 01 31 44 34\r1: 47 50 30 30 52 35 35\r2: 42 31 32 33 34 35')).toBe(
      'Obd.InvalidVinError',
    )
    expect(refusal('0902', vinCan.replace('31 44', '3F 44'))).toBe('Obd.InvalidVinError')
  })

  test('control units that report different VINs contradict each other', () => {
    const frames = (ecu: string, first: string) =>
      `${ecu} 10 14 49 02 01 ${first} 44 34\r${ecu} 21 47 50 30 30 52 35 35\r${ecu} 22 42 31 32 33 34 35 36\r`
    expect(decodeReply('0902', frames('7E8', '31') + frames('7E9', '31')).vin).toBe(vin)
    expect(refusal('0902', frames('7E8', '31') + frames('7E9', '32'))).toBe('Obd.ContradictoryVinError')
  })

  test('calibrations, their numbers, names and counters', () => {
    const text = (words: string) => [...words].map((letter) => letter.charCodeAt(0).toString(16)).join(' ')
    const frames = (bytes: string) => {
      const all = bytes.split(' ')
      const rest = all.slice(6)
      const lines = [
        all.slice(0, 6),
        ...Array.from({ length: Math.ceil(rest.length / 7) }, (_, i) => rest.slice(7 * i, 7 * i + 7)),
      ]
      return `${all.length.toString(16).padStart(3, '0')}\r${lines.map((line, i) => `${(i % 16).toString(16)}: ${line.join(' ')}`).join('\r')}`
    }
    expect(
      value(
        '0904',
        frames(
          `49 04 01 ${text('JMB*36761500\0\0\0\0')
            .replaceAll(' 0 ', ' 00 ')
            .replace(/ 0( |$)/g, ' 00$1')}`,
        ),
      ),
    ).toEqual([['Calibration identifier', 'JMB*36761500', '']])
    expect(value('0906', '49 06 01 17 91 BC 82')).toEqual([['Calibration verification number', '1791BC82', '']])
    const counters = Array.from({ length: 20 }, (_, i) => `00 ${(i + 1).toString(16).padStart(2, '0')}`).join(' ')
    expect(value('0908', frames(`49 08 14 ${counters}`)).at(-1)).toEqual([
      'Secondary oxygen sensor, bank 2: conditions met',
      20,
      '',
    ])
  })
})

describe('tests of monitors', () => {
  test('service 06 on CAN scales by its own number and keeps the limits', () => {
    const raw = '7E8 10 0A 46 01 01 0A 0B B0\r7E8 21 00 00 FF FF 00 00 00\r>'
    expect(decodeReply('0601', raw).values[0]).toMatchObject({ mid: '01', tid: '01', unit: 'mV', min: 0 })
    expect(decodeReply('0601', raw).values[0]!.value).toBeCloseTo(365.0, 0)
    const signed = '7E8 10 0A 46 21 80 96 FF 9C\r7E8 21 FC 18 03 E8 00 00 00\r>'
    expect(decodeReply('0621', signed).values[0]).toMatchObject({ value: -10, unit: '°C', min: -100, max: 100 })
  })

  test('service 06 on an older bus has bare numbers, service 05 has its public scale', () => {
    expect(decodeReply('0601', '46 01 81 00 64 00 32', { protocol: '3' }).values[0]).toMatchObject({
      value: 100,
      unit: 'raw',
      min: 50,
    })
    expect(value('050101', '45 01 01 5A 00 00 00', { protocol: '1' })).toEqual([
      ['Rich to lean threshold voltage', 0.45, 'V'],
    ])
  })
})

describe('service 22', () => {
  test('F4 mirrors service 01, F190 and F802 are the VIN', () => {
    expect(value('22F40C', '62 F4 0C 1A F8')).toEqual([['Engine speed', 1726, 'rpm']])
    expect(value('22F40CF40D', '62 F4 0C 1A F8 F4 0D 32', { headers: false }).map(([, n]) => n)).toEqual([1726, 50])
    const bytes = [...vin].map((letter) => letter.charCodeAt(0).toString(16)).join(' ')
    expect(decodeReply('22F190', `62 F1 90 ${bytes}`).vin).toBe(vin)
  })

  test('identification is text, a date is a date, what belongs to a maker is hex', () => {
    expect(value('22F18C', '62 F1 8C 41 42 31 32')).toEqual([['Serial number', 'AB12', '']])
    expect(value('22F18B', '62 F1 8B 20 19 03 07')).toEqual([['Made on', '2019-03-07', '']])
    expect(value('221234', '62 12 34 01 02')).toEqual([['Identifier 1234', '0102', 'hex']])
  })
})

describe('how frames differ', () => {
  test('J1850 and ISO headers with their checksums', () => {
    expect(decodeReply('010C', '48 6B 10 41 0C 1A F8 22').values[0]).toMatchObject({ value: 1726, ecu: '10' })
    expect(refusal('010C', '48 6B 10 41 0C 1A F8 23', { headers: true })).toBe('Obd.ChecksumError')
    expect(decodeReply('010C', '84 F1 11 41 0C 1A F8 E5', { protocol: '5' }).values[0]!.ecu).toBe('11')
  })

  test('AndrOBD: an adapter that prints transport bytes without headers', () => {
    expect(value('010C', '04 41 0C 1A F8 00 00 00')).toEqual([['Engine speed', 1726, 'rpm']])
  })

  test('trailing 00, AA and 55 after the announced length are no data', () => {
    for (const filler of ['00', 'AA', '55']) {
      expect(value('010D', `7E8 03 41 0D 32 ${filler} ${filler} ${filler} ${filler}`)).toHaveLength(1)
    }
  })
})

describe('what users complained about', () => {
  test.each([
    ['node-obd2#1: SEARCHING before the data', 'SEARCHING...\r41 0C 1A F8\r\r>'],
    ['SEARCHING on the line of the data', 'SEARCHING...41 0C 1A F8\r\r>'],
    ['BUS INIT before the data', 'BUS INIT: ...OK\r41 0C 1A F8\r\r>'],
    ['ELM327: NUL bytes in between', '41 0C\0 1A F8\r\r>'],
    ['echo is on', '010C\r41 0C 1A F8\r\r>'],
    ['no spaces, lower case, line feeds', '410c1af8\r\n\r\n>'],
    ['python-OBD#254: a late reply to another request comes first', '41 05 7B\r>41 0C 1A F8\r\r>'],
    ['python-OBD#254: frames of another tester', '7E0 02 01 05\r7E8 04 41 0C 1A F8\r7EA 03 41 05 7B\r>'],
    ['78 means wait', '7F 01 78\r41 0C 1A F8\r>'],
  ])('%s', (_, raw) => {
    expect(value('010C', raw)).toEqual([['Engine speed', 1726, 'rpm']])
  })

  test('python-OBD#206: two control units answer and are not joined', () => {
    expect(value('010C', '41 0C 1A F8\r41 0C 1B 00\r>').map(([, n]) => n)).toEqual([1726, 1728])
    expect(
      refusal(
        '0902',
        `014\r0: 49 02 01 31 44 34\r014\r0: 49 02 01 31 44 34\r1: 47 50 30 30 52 35 35\r1: 47 50 30 30 52 35 35`,
      ),
    ).toBe('Obd.MixedRepliesError')
  })

  test.each([
    ['NO DATA', 'Obd.NoDataError'],
    ['STOPPED', 'Obd.StoppedError'],
    ['STOPPEDNG...', 'Obd.StoppedError'],
    ['SEARCHING...\rUNABLE TO CONNECT', 'Obd.UnableToConnectError'],
    ['UNABLETOCONNECT', 'Obd.UnableToConnectError'],
    ['BUS INIT: ...ERROR', 'Obd.BusInitError'],
    ['BUS BUSY', 'Obd.BusBusyError'],
    ['BUS ERROR', 'Obd.BusError'],
    ['CAN ERROR', 'Obd.CanError'],
    ['41 0C 1A F8 <DATA ERROR', 'Obd.DataError'],
    ['<RX ERROR', 'Obd.DataError'],
    ['41 0C 1A\rBUFFER FULL', 'Obd.BufferFullError'],
    ['OUT OF MEMORY', 'Obd.BufferFullError'],
    ['FC RX TIMEOUT', 'Obd.FlowControlError'],
    ['FB ERROR', 'Obd.FeedbackError'],
    ['LV RESET', 'Obd.AdapterResetError'],
    ['ELM327 v1.5', 'Obd.AdapterResetError'],
    ['ACT ALERT', 'Obd.AdapterResetError'],
    ['ERR94', 'Obd.AdapterFaultError'],
    ['?', 'Obd.UnknownCommandError'],
    ['7F 01 12', 'Obd.NegativeReplyError'],
    ['7F 01 78', 'Obd.ReplyPendingError'],
    ['', 'Obd.EmptyReplyError'],
    ['SEARCHING...', 'Obd.EmptyReplyError'],
    ['\x80\xff\x13', 'Obd.GarbledReplyError'],
    ['41 0D 32', 'Obd.UnrelatedReplyError'],
    ['41 0C 1A', 'Obd.TruncatedReplyError'],
    ['41 0C 1A F', 'Obd.UnrelatedReplyError'],
    ['41 0C 1A F8 12', 'Obd.UnexpectedParameterError'],
  ])('%j is %s', (raw, name) => {
    expect(refusal('010C', `${raw}\r\r>`)).toBe(name)
  })

  test('the refusal of a car carries its reason', () => {
    expect(() => decodeReply('010C', '7F 01 11')).toThrow('service not supported (11)')
    expect(refusal('010C', '7F 01 0C 00 00 00 12', { protocol: '1' })).toBe('Obd.NegativeReplyError')
  })

  test('voltages of adapters come in four forms', () => {
    const forms = ['12.8V', '13.4v', '12.875', '12'].map(
      (text) => decodeReply('ATRV', `ATRV\r${text}\r\r>`).values[0]!.value,
    )
    expect(forms).toEqual([12.8, 13.4, 12.875, 12])
    expect(refusal('ATRV', '?\r>')).toBe('Obd.UnknownCommandError')
    expect(decodeReply('ATI', 'ELM327 v1.5\r\r>').text).toBe('ELM327 v1.5')
  })

  test('a request that is none is refused before anything is decoded', () => {
    for (const request of ['', 'hello', '0', '01', '22F4', '3E00'])
      expect(refusal(request, '41 0C 1A F8')).toBe('Obd.InvalidRequestError')
    expect(refusal('010C', '41 0C 1A F8', { protocol: 'A' })).toBe('Obd.UnsupportedProtocolError')
  })
})
