import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Address } from '../../../lib/bytes/hex.ts'
import { createGasBudget, defaultGasBudget } from './createGasBudget.ts'
import { openSponsors } from './openSponsors.ts'

const user: Address = `0x${'01'.repeat(20)}`
const app: Address = `0x${'02'.repeat(20)}`
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qood-sponsors-'))
  path = join(folder, 'sponsors.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what was set is there after a restart, and what was taken away is not', () => {
  const first = openSponsors(path)
  expect(first.map.size).toBe(0)
  first.set(user, app)
  expect([...openSponsors(path).map]).toEqual([[user, app]])
  first.set(user, undefined)
  expect(openSponsors(path).map.size).toBe(0)
})

test('a budget follows the setting at once: the sponsor pays first, then the account itself', async () => {
  const sponsors = openSponsors(path)
  const budget = createGasBudget({ ...defaultGasBudget, capacity: 100n, sponsors: sponsors.map, now: () => 0 })
  expect(await budget.charge(user, 60n)).toBe(user)
  sponsors.set(user, app)
  expect(await budget.charge(user, 60n)).toBe(app)
  expect(await budget.charge(user, 40n)).toBe(app)
  expect(await budget.charge(user, 40n)).toBe(user)
  await expect(budget.charge(user, 40n)).rejects.toMatchObject({ name: 'Pool.BudgetExceededError' })
})

test('a file that says something else is refused by name', () => {
  for (const text of ['{', '[]', '{"0x12":"0x34"}', JSON.stringify({ [user]: app.toUpperCase() })]) {
    writeFileSync(path, text)
    expect(() => openSponsors(path), text).toThrow(expect.objectContaining({ name: 'Pool.InvalidSponsorsError' }))
  }
})
