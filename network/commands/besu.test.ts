import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { createBesuCommand } from './besu.ts'

let root: string
const lines: string[] = []
const command = createBesuCommand(
  () => ({
    alloc: { [systemContracts.election]: { balance: '0x0', code: '0x00' } },
    gasLimit: 30_000_000n,
    timestamp: 0,
  }),
  (line) => lines.push(line),
)

beforeEach(async () => {
  lines.length = 0
  root = await mkdtemp(join(tmpdir(), 'besu-command-'))
})
afterEach(() => rm(root, { recursive: true }))

test('writes a network and lists its validators', async () => {
  const directory = join(root, 'net')
  expect(await command.run(['--dir', directory, '--chain-id', '7', '--nodes', '5'])).toBe(0)
  expect(lines).toHaveLength(7)
  expect(lines[5]).toMatch(/^genesis {2}0x[0-9a-f]{64}$/)
  expect(lines[4]).toMatch(/^node-5 {2}0x[0-9a-f]{40} {2}/)
  expect(await readdir(directory)).toContain('node-5')
})

test.each([
  [[]],
  [['--dir', 'x']],
  [['--dir', 'x', '--chain-id', 'seven']],
  [['--dir', 'x', '--chain-id', '7', '--colour', 'red']],
])('explains itself when it does not understand', async (argv) => {
  expect(await command.run(argv)).toBe(2)
  expect(lines.join('\n')).toContain('Usage: qood besu')
})

test('tells why it wrote nothing', async () => {
  expect(await command.run(['--dir', join(root, 'net'), '--chain-id', '7', '--nodes', '3'])).toBe(1)
  expect(lines).toEqual([expect.stringContaining('Expected 4 to 21 nodes, found 3')])
  expect(await readdir(root)).toEqual([])
})
