import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { findFreePort } from './findFreePort.ts'

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
  for (const name of options.names) {
    const besides = Object.values(chosen)
    chosen[name] = options.told[name] ?? (await findFreePort({ wanted: kept[name], besides }))
  }
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
