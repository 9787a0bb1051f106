import { z } from 'zod'
import type { Address } from '../../lib/bytes/hex.ts'
import { parseAddress } from '../../lib/chain/parseAddress.ts'
import { callControl, controlPath } from '../node/control.ts'
import { type Command, parseCommand, UsageError } from './Command.ts'

const usage = `Usage: qood sponsor list [--data DIR]
       qood sponsor add ACCOUNT [ACCOUNT ...] --by SPONSOR [--data DIR]
       qood sponsor remove ACCOUNT [ACCOUNT ...] [--data DIR]

Lets an account of yours pay, out of its gas budget, for the transactions of others: users of an app then need neither
coin-days nor gas. The sponsor's budget is used first, then the account's own. Takes effect at once and is kept in
sponsors.json in the data directory (default .qood).`

const listSchema = z.record(z.string(), z.string())

export const sponsorCommand: Command = {
  name: 'sponsor',
  summary: 'Let one account pay for the transactions of others',
  usage,
  async run(argv) {
    const options = { data: { type: 'string', default: '.qood' }, by: { type: 'string' } } as const
    const { values, positionals } = parseCommand(argv, options, 1_000)
    const [verb, ...accounts] = positionals
    const ask = (method: string, params?: unknown) => callControl(controlPath(values.data), { method, params })
    if (verb === 'list' && accounts.length === 0 && values.by === undefined) {
      print(listSchema.parse(await ask('sponsors')))
      return 0
    }
    const isAdd = verb === 'add' && values.by !== undefined
    if ((!isAdd && (verb !== 'remove' || values.by !== undefined)) || accounts.length === 0) {
      throw new UsageError(`Expected\n${usage}\n`)
    }
    const sponsor = isAdd ? lower(values.by!) : null
    for (const account of accounts.map(lower)) await ask('setSponsor', { account, sponsor })
    print(listSchema.parse(await ask('sponsors')))
    return 0
  },
}

function lower(text: string): Address {
  return parseAddress(text).toLowerCase() as Address
}

function print(sponsors: Readonly<Record<string, string>>): void {
  const rows = Object.entries(sponsors)
  if (rows.length === 0) console.log('Nobody is sponsored.')
  for (const [account, sponsor] of rows) console.log(`${account} paid by ${sponsor}`)
}
