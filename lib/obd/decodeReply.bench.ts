import { bench, describe } from 'vitest'
import { decodeReply } from './decodeReply.ts'
import { parseRequest } from './parseRequest.ts'

/* The goal is 200,000 replies per second on one core: 5 µs each. */
const cases = [
  ['one parameter', '010C', '41 0C 1A F8\r\r>'],
  ['one parameter, without spaces', '010C', '410C1AF8\r\r>'],
  ['one parameter, with header', '010C', '7E8 04 41 0C 1A F8 00 00 00\r\r>'],
  ['six parameters', '01040C0D050F11', '00E\r0:410C1AF80D32\r1:057B11FF0F4104\r2:80AAAAAAAAAAAA\r>'],
  ['a VIN', '0902', '014\r0:490201314434\r1:47503030523535\r2:42313233343536\r>'],
] as const

describe('decode a reply', () => {
  for (const [name, text, raw] of cases) {
    const request = parseRequest(text)
    bench(name, () => {
      decodeReply(request, raw)
    })
  }
})
