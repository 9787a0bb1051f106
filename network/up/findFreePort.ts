import { BaseError } from '../../lib/errors.ts'
import { tryPort } from './ports.ts'

/*
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere): one of those may be
 * taken by a connection before the service that it was found for listens.
 */
const lowest = 10_240
const beyond = 32_768
const attempts = 200

/** Returns a port of this machine that nobody listens on: the wanted one if it is free, else any that is not in `besides`. */
export async function findFreePort(options: { wanted?: number | undefined; besides?: readonly number[] } = {}) {
  const { wanted, besides = [] } = options
  const isFree = async (port: number) => !besides.includes(port) && (await tryPort(port)) === undefined
  if (wanted !== undefined && (await isFree(wanted))) return wanted
  for (let i = 0; i < attempts; i++) {
    const port = lowest + Math.floor(Math.random() * (beyond - lowest))
    if (await isFree(port)) return port
  }
  throw new NoFreePortError()
}

export class NoFreePortError extends BaseError {
  override readonly name = 'Up.NoFreePortError'
  constructor() {
    super(`Expected a free port from ${lowest} to ${beyond - 1}, found none in ${attempts} attempts.`)
  }
}
