import { expect, test } from 'vitest'
import { createTurns } from './createTurns.ts'

test('begins a work when the one before of the same key has ended, also by failing; other keys do not wait', async () => {
  const inTurn = createTurns()
  const order: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = inTurn('a', () => gate.promise).catch(() => order.push('a1 failed'))
  const second = inTurn('a', async () => order.push('a2'))
  await inTurn('b', async () => order.push('b'))
  gate.reject(new Error('broken'))
  await Promise.all([first, second])
  expect(order).toHaveLength(3)
  expect(order[0]).toBe('b')
})

test('gives the result of the work, and its failure', async () => {
  const inTurn = createTurns()
  expect(await inTurn('a', async () => 7)).toBe(7)
  await expect(inTurn('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})
