import { expect, onTestFinished, test } from 'vitest'
import type { Hex } from '../../../lib/bytes/hex.ts'
import type { HeadContext } from '../IndexTable.ts'
import { openSqliteStore } from '../openSqliteStore.ts'
import { termsTable } from './terms.ts'
import { tokensTable } from './tokens.ts'

const token = `0x${'70'.repeat(20)}`
const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

async function openTokens() {
  const store = openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  const row = { token, standard: 'erc20', first: 1, last: 1, transfers: 1, asked: 0 }
  await store.write(async (write) => {
    for (const statement of [...tokensTable.schema, ...termsTable.schema]) await write.run(statement)
    await write.insert('tokens', [row])
  })
  return {
    read: () => store.all('SELECT name, symbol, decimals, asked FROM tokens'),
    tell: (call: HeadContext['call']) => tokensTable.onHead!({ store, number: 1, call }),
  }
}

test.each([
  [255n, 255],
  [256n, null],
  [2n ** 40n, null],
  [2n ** 60n, null],
])('a token that claims %s decimals has %s', async (claimed, decimals) => {
  const { read, tell } = await openTokens()
  await tell(async () => [undefined, undefined, word(claimed)])
  expect(await read()).toEqual([{ name: null, symbol: null, decimals, asked: 1 }])
})
