import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'

const keptSchema = z.record(z.string(), z.int().min(1).max(65_535))

/** Returns a port for each name: the one told, else the one used last time here if it is free, else any free one. */
export async function chooseServicePorts(options: {
  data: string
  names: readonly string[]
  told: Readonly<Record<string, number>>
}): Promise<Readonly<Record<string, number>>> {
  const path = join(options.data, 'ports.json')
  const kept = readKept(path)
  const chosen: Record<string, number> = {}
  for (const name of options.names) chosen[name] = options.told[name] ?? (await findFree(kept[name]))
  writeFileSync(path, `${JSON.stringify({ ...kept, ...chosen })}\n`)
  return chosen
}

function readKept(path: string): Readonly<Record<string, number>> {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

async function findFree(wanted = 0): Promise<number> {
  const server = createServer()
  try {
    server.listen(wanted, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  } catch {
    return findFree()
  } finally {
    server.close()
  }
}
