import { expect, test } from 'vitest'
import { addSent, parseSentLog, type SentEntry } from './sentLog.ts'

const entry = (byte: string): SentEntry => ({
  hash: `0x${byte.repeat(32)}`,
  from: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  genesisHash: `0x${'aa'.repeat(32)}`,
})

test('the newest stands on top, each once, and the oldest make way', () => {
  const log = addSent(addSent(addSent([], entry('01')), entry('02')), entry('01'))
  expect(log).toEqual([entry('01'), entry('02')])
  expect(parseSentLog(JSON.stringify(log))).toEqual(log)
  const many = Array.from({ length: 120 }, (_, i) => entry((i + 16).toString(16).padStart(2, '0').slice(-2)))
  const full = many.reduce<readonly SentEntry[]>(addSent, [])
  expect(full).toHaveLength(100)
  expect(full[0]).toEqual(many.at(-1))
})

test('a text that is damaged or of another form counts as none', () => {
  for (const text of ['[', '{}', '[{"hash":"0x12"}]', JSON.stringify([{ ...entry('01'), more: 1 }]), null]) {
    expect(parseSentLog(text), String(text)).toEqual([])
  }
})
