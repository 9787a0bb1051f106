import type { NodeConfig } from '../chain/nodeConfig.ts'
import { BaseError } from '../errors.ts'
import { type LightAnchor, parseAnchor } from './LightAnchor.ts'

/** Returns the anchor that the server of the app publishes, or on plain hosts the one that was built into the app. */
export async function loadAnchor(options: {
  config: Pick<NodeConfig, 'anchor'>
  fetch: typeof fetch
  signal?: AbortSignal
}): Promise<LightAnchor> {
  if (options.config.anchor) return parseAnchor(options.config.anchor)
  const response = await options.fetch('/anchor.json', {
    cache: 'no-cache',
    ...(options.signal && { signal: options.signal }),
  })
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) throw new NoAnchorError()
  return parseAnchor(await response.json())
}

export class NoAnchorError extends BaseError {
  override readonly name = 'Light.NoAnchorError'
  constructor() {
    super('Expected a trust anchor in /config.json or /anchor.json, found none: nothing could be checked.')
  }
}
