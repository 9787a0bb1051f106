import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectAdapter } from './connectAdapter.ts'
import { createDialogue } from './createDialogue.ts'
import type { Transport } from './Transport.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const replies: Readonly<Record<string, string>> = {
  ATI: 'ELM327 v2.2',
  'AT@1': 'OBDII to RS232 Interpreter',
  '0100': '41 00 BE 3E B8 13',
}

/** An adapter that answers in order, each request after so long; the waits are those of the requests one after the other. */
function slowAdapter(waitsMs: readonly number[]): Transport {
  let count = 0
  let lastMs = 0
  return {
    kind: 'serial',
    label: 'slow',
    baudRates: [38_400],
    async open(_rate, { receive }) {
      return {
        async write(bytes) {
          const request = new TextDecoder().decode(bytes).trim()
          const atMs = Math.max(lastMs, Date.now() + (waitsMs[count++] ?? 1))
          lastMs = atMs
          const reply = replies[request] ?? (request.startsWith('AT') ? 'OK' : '?')
          setTimeout(() => receive(new TextEncoder().encode(`${reply}\r\r>`)), atMs - Date.now())
        },
        async close() {},
      }
    },
  }
}

test('an answer that comes late, before a slow answer to the question whether the line is clean, shifts nothing', async () => {
  const dialogue = await createDialogue(slowAdapter([600, 250]), 38_400)
  const asked = Promise.allSettled([
    dialogue.ask('ATSP0', { timeoutMs: 500 }),
    dialogue.ask('0100'),
    dialogue.ask('ATSP0'),
  ])
  await vi.runAllTimersAsync()
  const [late, data, setting] = await asked
  expect(late).toMatchObject({ reason: { name: 'Obd.ReplyTimeoutError' } })
  expect(data).toMatchObject({ value: { raw: expect.stringContaining('41 00') } })
  expect(setting).toMatchObject({ value: { raw: expect.stringContaining('OK') } })
})

test.each([160, 300, 450, 550])(
  'answers that all take %i ms, longer than the adapter is looked for, shift nothing',
  async (waitMs) => {
    const connecting = connectAdapter(slowAdapter(Array(100).fill(waitMs)))
    await vi.runAllTimersAsync()
    const { dialogue, identity } = await connecting
    expect(identity).toMatchObject({ version: 'ELM327 v2.2', description: 'OBDII to RS232 Interpreter', lacks: [] })
    const asked = dialogue.ask('0100')
    await vi.runAllTimersAsync()
    expect((await asked).raw).toContain('41 00')
  },
)
