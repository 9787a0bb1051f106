import type { Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'

/** Where the node answers and which chain it must serve. The server of the app publishes it as /config.json. */
export type NodeConfig = {
  rpcUrl: string
  wsUrl: string
  /** Absent when nobody told: then any chain is accepted and shown with its own id. */
  chainId?: number | undefined
  genesisHash?: Hex | undefined
  /** What the light client believes from the start; it checks the form itself. */
  anchor?: object | undefined
  /** Where the services beside the node answer, by name and purpose, as in `services.indexer.http`. */
  services?: Services | undefined
}

export type Services = Readonly<Record<string, Readonly<Record<string, string>>>>

export const defaultNodeConfig: NodeConfig = { rpcUrl: 'http://127.0.0.1:8545', wsUrl: 'ws://127.0.0.1:8545' }

/** Returns the published configuration, or the default where the host of the app publishes none. */
export async function fetchNodeConfig(options: { fetch: typeof fetch; signal?: AbortSignal }): Promise<NodeConfig> {
  const response = await options.fetch('/config.json', {
    cache: 'no-store',
    ...(options.signal && { signal: options.signal }),
  })
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return defaultNodeConfig
  return parseNodeConfig(await response.json())
}

/** Returns the configuration, checked field by field; throws on anything that is not one. */
export function parseNodeConfig(value: unknown): NodeConfig {
  const { rpcUrl, wsUrl, chainId, genesisHash, anchor, services } = (value ?? {}) as Record<string, unknown>
  if (!isUrl(rpcUrl, ['http:', 'https:']))
    throw new InvalidNodeConfigError('rpcUrl', 'an http or https address', rpcUrl)
  if (!isUrl(wsUrl, ['ws:', 'wss:'])) throw new InvalidNodeConfigError('wsUrl', 'a ws or wss address', wsUrl)
  if (!Number.isSafeInteger(chainId)) throw new InvalidNodeConfigError('chainId', 'a whole number', chainId)
  if (typeof genesisHash !== 'string' || !/^0x[0-9a-f]{64}$/.test(genesisHash)) {
    throw new InvalidNodeConfigError('genesisHash', 'a 32-byte hash in lower-case hex', genesisHash)
  }
  if (anchor !== undefined && !isRecord(anchor)) throw new InvalidNodeConfigError('anchor', 'an object', anchor)
  if (services !== undefined && !areServices(services)) {
    throw new InvalidNodeConfigError('services', 'addresses by service and purpose', services)
  }
  const config = { rpcUrl, wsUrl, chainId: chainId as number, genesisHash: genesisHash as Hex }
  return { ...config, ...(anchor && { anchor }), ...(services && { services }) }
}

function areServices(value: unknown): value is Services {
  return isRecord(value) && Object.values(value).every((endpoints) => isRecord(endpoints) && areTexts(endpoints))
}

function areTexts(value: Readonly<Record<string, unknown>>): boolean {
  return Object.values(value).every((text) => typeof text === 'string')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isUrl(value: unknown, protocols: readonly string[]): value is string {
  return typeof value === 'string' && URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

export class InvalidNodeConfigError extends BaseError {
  override readonly name = 'Chain.InvalidNodeConfigError'
  constructor(field: string, expected: string, found: unknown) {
    super(`Expected "${field}" of /config.json to be ${expected}, found ${JSON.stringify(found) ?? 'nothing'}.`)
  }
}
