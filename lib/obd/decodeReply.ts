import { BaseError } from '../errors.ts'
import { type Answers, assembleMessages, type Message } from './assembleMessages.ts'
import { decodeAdapterReply } from './decodeAdapterReply.ts'
import { decodeCodes, decodeUdsCodes } from './decodeCodes.ts'
import { decodeIdentifiers } from './decodeIdentifiers.ts'
import { decodeFreezeFrame, decodeParameters } from './decodeParameters.ts'
import { decodeOxygenTests, decodeTestResults } from './decodeTestResults.ts'
import { decodeVehicleInfo } from './decodeVehicleInfo.ts'
import { NegativeReplyError, ReplyPendingError } from './negativeReply.ts'
import { parseRequest, type Request } from './parseRequest.ts'
import { parseProtocol } from './protocol.ts'
import type { Decoded } from './Reading.ts'
import { splitReply } from './splitReply.ts'

export type DecodeOptions = {
  /** An ELM327 number or the adapter's words for it; found out from the reply where it can be. */
  protocol?: string
  /** Whether the adapter prints headers (ATH1); found out from the reply where it can be. */
  headers?: boolean
}

export type CarRequest = Extract<Request, { kind: 'car' }>
type Decode = (messages: readonly Message[], request: CarRequest, decoded: Decoded) => void

const byService: Record<number, Decode> = {
  1: decodeParameters,
  2: decodeFreezeFrame,
  3: decodeCodes('stored'),
  4: (_messages, _request, decoded) => {
    decoded.text = 'codes cleared'
  },
  5: decodeOxygenTests,
  6: decodeTestResults,
  7: decodeCodes('pending'),
  9: decodeVehicleInfo,
  10: decodeCodes('permanent'),
  25: decodeUdsCodes,
  34: decodeIdentifiers,
}

/**
 * Returns what a reply of an ELM327 or STN adapter says: values, trouble codes, VIN. Throws a named error for everything that
 * is no whole and unmistakable answer to the request; it never guesses.
 */
export function decodeReply(request: string | Request, raw: string, options: DecodeOptions = {}): Decoded {
  const asked = typeof request === 'string' ? parseRequest(request) : request
  if (asked.kind === 'adapter') return decodeAdapterReply(asked.text, raw)
  const decode = byService[asked.service]
  if (!decode) throw new ControlRefusedError()
  const protocol = options.protocol === undefined ? undefined : parseProtocol(options.protocol)
  const reply = splitReply(raw, asked.text)
  const messages = assembleMessages(reply, createAnswers(asked), { protocol, headers: options.headers })
  const positive = messages.filter(({ data }) => data[0] !== 0x7f)
  if (positive.length === 0) throw explainRefusal(messages)
  const decoded: Decoded = { values: [], dtcs: [], codes: [] }
  decode(positive, asked, decoded)
  if (decoded.codes.length > 0) {
    const codes = decoded.codes.map(({ code, failureType }) => (failureType ? `${code}-${failureType}` : code))
    decoded.dtcs = [...new Set(codes)]
  }
  return decoded
}

/** Whether data begins as an answer to the request does, or as its refusal. */
function createAnswers({ service, bytes }: CarRequest): Answers {
  const positive = service + 0x40
  return (data) => {
    if (data[0] === 0x7f) return data[1] === service && data.length >= 3
    if (data[0] !== positive) return false
    if (service === 1) return bytes.includes(data[1]!)
    if (service === 2) return data[1] !== undefined && isAskedFreeze(bytes, data[1])
    if (service === 0x22) return isAskedIdentifier(bytes, data[1]!, data[2]!)
    if (service === 3 || service === 4 || service === 7 || service === 10) return true
    return data[1] === bytes[0]
  }
}

function isAskedFreeze(bytes: readonly number[], pid: number): boolean {
  return bytes.some((byte, index) => index % 2 === 0 && byte === pid)
}

function isAskedIdentifier(bytes: readonly number[], high: number, low: number): boolean {
  return bytes.some((byte, index) => index % 2 === 0 && byte === high && bytes[index + 1] === low)
}

function explainRefusal(messages: readonly Message[]): BaseError {
  const codes = messages.map(({ data }) => readRefusal(data))
  const code = codes.find((each) => each !== 0x78)
  return code === undefined ? new ReplyPendingError() : new NegativeReplyError(messages[0]!.data[1]!, code)
}

/** The long form of J1850 repeats four bytes of the request before the reason. */
function readRefusal(data: Uint8Array): number {
  return data.length === 7 && data.subarray(3).some((byte) => byte !== data[3]) ? data[6]! : data[2]!
}

export class ControlRefusedError extends BaseError {
  override readonly name = 'Obd.ControlRefusedError'
  constructor() {
    super('Service 08 moves parts of the car; it is neither sent nor decoded here.')
  }
}
