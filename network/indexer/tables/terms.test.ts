import { expect, onTestFinished, test } from 'vitest'
import { resetTables } from '../indexProgress.ts'
import { indexTables } from '../indexTables.ts'
import { openSqliteStore } from '../openSqliteStore.ts'
import { termsTable } from './terms.ts'

const search = termsTable.routes!.find(({ path }) => path === '/search')!

/** An address of that beginning and end. */
const addressOf = (head: string, tail: number) => `0x${head}${tail.toString(16).padStart(40 - head.length, '0')}`

test('of addresses that somebody made to begin alike only so many are looked through for their end', async () => {
  const store = openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  await resetTables(store, indexTables)
  const rows = Array.from({ length: 20_010 }, (_, i) => ({ address: addressOf('aaaa', i) }))
  const counts = { transactions: 0, transfers: 1, first: 1, last: 1 }
  await store.write((write) =>
    write.insert(
      'addresses',
      rows.map((row) => ({ ...row, ...counts })),
    ),
  )
  const find = (tail: number) =>
    search.run({ q: `0xaaaa…${tail.toString(16).padStart(8, '0')}` } as never, { store } as never)
  expect(await find(19_999)).toMatchObject({ rows: [{ kind: 'address', target: addressOf('aaaa', 19_999) }] })
  expect(await find(20_000)).toEqual({ rows: [] })
})
