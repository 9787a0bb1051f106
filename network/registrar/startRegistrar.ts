import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { privateKeyToAccount } from 'viem/accounts'
import { commitVin, hashModel, identityRequestSchema, identityTypedData } from '../../lib/appraisal/vehicleIdentity.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { tagOfVin } from './tagOfVin.ts'

type Options = {
  port: number
  chainId: number
  key: Hex
  /** Whose cars it registers. */
  maker: Address
  now?: () => number
}

const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, GET, OPTIONS',
  'access-control-allow-headers': 'content-type',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
  'content-type': 'application/json',
}
const maxBodyBytes = 4096
const validS = 3600

/**
 * Serves the registrar: it turns a VIN into its tag and signs tag and commitment for one account. It keeps nothing and writes
 * no VIN down. That of the development network asks for no papers.
 */
export async function startRegistrar({ port, chainId, key, maker, now = Date.now }: Options) {
  const account = privateKeyToAccount(key)

  async function sign(body: unknown): Promise<object> {
    const { to, vin, salt, model } = identityRequestSchema.parse(body)
    const identity = {
      to,
      maker,
      model: hashModel(model),
      commitment: commitVin(salt, vin),
      tag: tagOfVin(key, vin),
      deadline: String(Math.floor(now() / 1000) + validS),
    }
    return { identity, signature: await account.signTypedData(identityTypedData(identity, chainId)) }
  }

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 }, (request, response) => {
    answer(request, response, sign).catch(() => send(response, 400, { error: 'Registrar.InvalidRequestError' }))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sign: (body: unknown) => Promise<object>,
): Promise<void> {
  if (request.method === 'OPTIONS') return send(response, 204, undefined)
  if (request.method === 'GET' && request.url === '/health') return send(response, 200, { ok: true })
  if (request.method !== 'POST' || request.url !== '/identity') {
    return send(response, 404, { error: 'Registrar.UnknownPathError' })
  }
  let text = ''
  for await (const piece of request) {
    text += piece
    if (text.length > maxBodyBytes) return send(response, 413, { error: 'Registrar.BodyTooLargeError' })
  }
  send(response, 200, await sign(JSON.parse(text)))
}

function send(response: ServerResponse, status: number, body: object | undefined): void {
  response.writeHead(status, headers).end(body && JSON.stringify(body))
}
