import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { roleIds } from './roleIds.ts'

test('roles have the numbers that the contracts give them', () => {
  const source = readFileSync(new URL('../../contracts/libraries/RoleLib.sol', import.meta.url), 'utf8')
  const found = [...source.matchAll(/uint8 internal constant ([A-Z]+) = (\d+);/g)]
    .filter(([, name]) => name !== 'LAST')
    .map(([, name, id]) => [name!.toLowerCase(), Number(id)])
  expect(Object.entries(roleIds)).toEqual(found)
})
