import { existsSync } from 'node:fs'
import { join } from 'node:path'

const out = join(import.meta.dirname, '..', '..', 'out')
const rooms = [
  '/',
  '/market',
  '/market/listing',
  '/garage',
  '/sell',
  '/appraise',
  '/dictionary',
  '/explorer',
  '/wallet',
]

/** Returns the first page of each room that is built. */
export function measuredPages(): string[] {
  return rooms.filter((path) => path === '/' || existsSync(join(out, `${path}.html`)))
}

/** Only what the browser needs here; sandbox and GPU are what machines for tests lack. */
export const browserArgs = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync']
