'use client'

import { useEffect, useRef, useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { findToken } from '../../lib/chain/chainTokens.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { nameError } from '../../lib/chain/nameError.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { saveFile } from '../appraise/saveFile.ts'
import { isLie } from '../market/isLie.ts'
import { useMarket } from '../market/MarketProvider.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { useTask } from '../wallet/useTask.ts'
import { checkIncome } from './checkIncome.ts'
import { type ForeignUnits, formatStatement, type StatedIncome } from './formatStatement.ts'

const rowsPerRead = 200
const checksAtOnce = 8

type Statement = { stated: StatedIncome[]; units: ForeignUnits }

/** Returns how to save all payments to an account, each looked up in the receipts; what an index lied about is left out. */
export function useStatement(payee: Address) {
  const market = useMarket()
  const chain = useChain()
  const task = useTask()
  const [looked, setLooked] = useState(0)
  const running = useRef<AbortController>(undefined)
  // Nobody is given a file who has gone elsewhere meanwhile.
  useEffect(() => () => running.current?.abort(), [])

  async function gather(signal: AbortSignal): Promise<Statement> {
    const [{ client }, api] = await Promise.all([chain.proving(), market.api()])
    const stated: StatedIncome[] = []
    const look = async (row: IncomeRow) => {
      const fault = await checkIncome({ client, market, row, payee }).catch((error: unknown) => nameError(error))
      return fault && isLie({ name: fault }) ? [] : [{ row, isChecked: !fault }]
    }
    for (let before: number | undefined, done = 0; ; ) {
      const page = await api?.readIncomes({ payee: payee.toLowerCase(), limit: rowsPerRead, ...(before && { before }) })
      const rows = page?.rows ?? []
      for (let i = 0; i < rows.length; i += checksAtOnce) {
        const some = rows.slice(i, i + checksAtOnce)
        stated.push(...(await Promise.all(some.map(look))).flat())
        signal.throwIfAborted()
        done += some.length
        setLooked(done)
      }
      if (page?.next === undefined) return { stated, units: await readForeignUnits(client, stated) }
      before = page.next
    }
  }

  return {
    ...task,
    looked,
    cancel: () => running.current?.abort(),
    save: () =>
      task.run(async () => {
        setLooked(0)
        const controller = new AbortController()
        const { signal } = controller
        running.current = controller
        const found = await gather(signal).catch((error) => {
          if (!signal.aborted) throw error
        })
        if (!found) return
        const text = formatStatement(found.stated, window.location.origin, found.units)
        saveFile(text, 'text/csv', 'qoodblock-income.csv')
      }),
  }
}

async function readForeignUnits(client: NodeClient, stated: readonly StatedIncome[]): Promise<ForeignUnits> {
  const tokens = new Set(
    stated.map(({ row }) => row.token.toLowerCase() as Address).filter((token) => !findToken(token)),
  )
  if (tokens.size === 0) return new Map()
  const { readTokenUnit } = await import('../../lib/chain/readTokenUnit.ts')
  const units = await Promise.all([...tokens].map((token) => readTokenUnit(client, token)))
  return new Map([...tokens].map((token, i) => [token, units[i]]))
}
