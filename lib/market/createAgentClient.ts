import * as z from 'zod'
import type { Address, Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { SealedRoot } from './sealedRoot.ts'

const hex = z.string().regex(/^0x[0-9a-fA-F]+$/)
const infoSchema = z.object({
  account: hex,
  grantKey: hex,
  maker: z.object({ address: hex, least: z.record(z.string(), z.number()), isSimulated: z.boolean() }).optional(),
})
const listedSchema = z.object({ listing: hex })
const signedSchema = z.object({ maker: hex, signature: hex })
const errorSchema = z.object({ error: z.object({ name: z.string(), message: z.string() }) })
const timeoutMs = 60_000

/** Returns what an owner can ask of a data agent. */
export function createAgentClient({ url, fetch }: { url: string; fetch: typeof globalThis.fetch }) {
  async function ask<T>(path: string, schema: z.ZodType<T>, body?: object): Promise<T> {
    let response: Response
    try {
      response = await fetch(url + path, {
        ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (cause) {
      throw new AgentAwayError(url, cause)
    }
    const answer = (await response.json().catch(() => undefined)) as unknown
    if (response.ok) return schema.parse(answer)
    const refused = errorSchema.safeParse(answer)
    throw refused.success ? new AgentRefusedError(refused.data.error) : new AgentAwayError(url, response.status)
  }

  return {
    info: async () => {
      const { account, grantKey, maker } = await ask('/info', infoSchema)
      return { account: account as Address, grantKey: grantKey as Hex, maker }
    },
    /** Hands over the keys of one data set. */
    grant: (sealed: SealedRoot) => ask('/v1/grants', z.object({ dataSet: hex }), sealed),
    /** Has a data set listed as its owner has signed; what was listed of it before ends. Returns the listing. */
    list: async (offer: object): Promise<Hex> => (await ask('/v2/offers', listedSchema, offer)).listing as Hex,
    /** Has every listing of a data set ended as its owner has signed. */
    close: (closing: object) => ask('/v2/closings', z.object({ closed: z.number() }), closing),
    /** Asks the simulated maker of the development chain to sign an agreement. */
    signAsMaker: async (terms: object): Promise<Hex> =>
      (await ask('/v1/maker/agreements', signedSchema, terms)).signature as Hex,
  }
}

export class AgentAwayError extends BaseError {
  override readonly name = 'Market.AgentAwayError'
  constructor(url: string, cause: unknown) {
    super(`The data agent at ${url || 'no address'} does not answer.`, { cause })
  }
}

/** What the agent itself said; carries the name of its error. */
export class AgentRefusedError extends BaseError {
  override readonly name = 'Market.AgentRefusedError'
  readonly reason: string
  constructor(error: { name: string; message: string }) {
    super(error.message)
    this.reason = error.name
  }
}
