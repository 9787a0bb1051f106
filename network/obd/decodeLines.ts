import { z } from 'zod'
import { BaseError } from '../../lib/errors.ts'
import { decodeReply } from '../../lib/obd/decodeReply.ts'
import { parseRequest } from '../../lib/obd/parseRequest.ts'

const lineSchema = z.object({
  request: z.string().max(200),
  raw: z.string(),
  protocol: z.union([z.string(), z.number().int().min(0).max(12)]).nullish(),
  headers: z.boolean().nullish(),
  /** The digit that asked for a number of lines, when it is not part of the request. */
  lines: z.number().int().min(0).max(15).nullish(),
})

/** Returns the line of JSON that answers one line of JSON: what the reply says, or the name of what is wrong with it. */
export function decodeLine(line: string): string {
  try {
    const { request, raw, protocol, headers, lines } = parseLine(line)
    const asked = parseRequest(request)
    const decoded = decodeReply(asked.kind === 'car' && lines ? { ...asked, lines } : asked, raw, {
      ...(protocol != null && { protocol: formatProtocol(protocol) }),
      ...(headers != null && { headers }),
    })
    const { values, dtcs, codes, vin, supported, supportedByEcu, text } = decoded
    return JSON.stringify({
      ok: true,
      values,
      dtcs,
      ...(codes.length > 0 && { codes }),
      ...(vin !== undefined && { vin }),
      ...(supported && { supported }),
      ...(supportedByEcu && supportedByEcu.length > 1 && { supportedByEcu }),
      ...(text !== undefined && { text }),
    })
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return JSON.stringify({ ok: false, error: error.name, detail: error.message })
  }
}

function formatProtocol(protocol: string | number): string {
  return typeof protocol === 'number' ? protocol.toString(16).toUpperCase() : protocol
}

function parseLine(line: string): z.infer<typeof lineSchema> {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (cause) {
    throw new InvalidLineError('found text that is no JSON', cause)
  }
  const parsed = lineSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new InvalidLineError(`found at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`, parsed.error)
}

export class InvalidLineError extends BaseError {
  override readonly name = 'Obd.InvalidLineError'
  constructor(found: string, cause: unknown) {
    super(`Expected a line of JSON such as {"request":"010C","raw":"41 0C 1A F8\\r\\r>"}, ${found}.`, { cause })
  }
}
