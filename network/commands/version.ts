import { readFileSync } from 'node:fs'
import type { Command } from './Command.ts'

export const versionCommand: Command = {
  name: 'version',
  summary: 'Print the version',
  usage: 'Usage: qood version\n\nPrints the version of this program and of Node.js.',
  async run() {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    console.log(`qoodblock ${version}, node ${process.versions.node}`)
    return 0
  },
}
