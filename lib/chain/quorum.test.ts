import { expect, test } from 'vitest'
import { besuQuorum, embeddedQuorum } from './quorum.ts'

test('Besu wants two thirds, rounded up', () => {
  const expected = { 1: 1, 2: 2, 3: 2, 4: 3, 5: 4, 6: 4, 7: 5, 10: 7, 15: 10, 20: 14, 21: 14, 22: 15 }
  for (const [count, quorum] of Object.entries(expected)) expect(besuQuorum(Number(count))).toBe(quorum)
})

test('the embedded chain wants more than two thirds', () => {
  const expected = { 1: 1, 3: 3, 4: 3, 7: 5, 20: 14, 21: 15 }
  for (const [count, quorum] of Object.entries(expected)) expect(embeddedQuorum(Number(count))).toBe(quorum)
})

test('two quorums share more members than may be faulty', () => {
  for (let count = 1; count <= 100; count++) {
    const faulty = Math.floor((count - 1) / 3)
    for (const quorum of [besuQuorum(count), embeddedQuorum(count)]) {
      expect(2 * quorum - count).toBeGreaterThan(faulty)
      expect(quorum).toBeLessThanOrEqual(count)
    }
  }
})
