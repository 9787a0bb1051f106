import { createInterface } from 'node:readline'
import { decodeLine } from '../obd/decodeLines.ts'
import { type Command, parseCommand, UsageError } from './Command.ts'

const usage = `Usage: qood obd decode < LINES

Decodes replies of ELM327 and STN adapters. Reads lines of JSON, {"request", "raw", "protocol"?, "headers"?, "lines"?}, where raw is
the text of the adapter with \\r and \\n as received, and writes one line of JSON for each: {"ok":true,"values":[...],"dtcs":[...]} or
{"ok":false,"error":NAME,"detail":TEXT}.

  protocol  an ELM327 number (6, A6) or its words; without it the reply must show what it is
  headers   whether the adapter prints headers (ATH1); without it found out from the reply`

export const obdCommand: Command = {
  name: 'obd',
  summary: 'Decode replies of a car, or simulate one',
  usage,
  async run(argv) {
    const { positionals } = parseCommand(argv, {}, 1)
    const [word = ''] = positionals
    if (word !== 'decode') throw new UsageError(`Expected decode, found "${word}"`)
    return decode()
  },
}

async function decode(): Promise<number> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') process.stdout.write(`${decodeLine(line)}\n`)
  }
  return 0
}
