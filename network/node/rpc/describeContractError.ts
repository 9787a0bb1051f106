import { decodeErrorResult, formatEther, type Hex } from 'viem'
import { allocationAbi } from '../../../lib/contracts/Allocation.ts'
import { electionAbi } from '../../../lib/contracts/Election.ts'
import { issuanceAbi } from '../../../lib/contracts/Issuance.ts'
import { qdtAbi } from '../../../lib/contracts/QDT.ts'

const errors = [qdtAbi, electionAbi, issuanceAbi, allocationAbi].flatMap((abi) =>
  abi.filter((item) => item.type === 'error'),
)

type Words = (args: readonly never[]) => string

/** What wallets show as it is, so it says what to do. Amounts have 18 decimals. */
const words: Readonly<Record<string, Words>> = {
  QDTCoinDaysShort: ([, have, need]) =>
    `not enough coin-days: the transfer needs ${round(need!)}, the account has ${round(have!)}. ` +
    'Each QDT earns one a day; wait, or send less at a time.',
  ERC20InsufficientBalance: ([, balance, needed]) =>
    `not enough tokens: the transfer needs ${round(needed!)}, the account has ${round(balance!)}`,
  ERC20InsufficientAllowance: ([, allowance, needed]) =>
    `not enough allowance: the transfer needs ${round(needed!)}, the owner allowed ${round(allowance!)}`,
}

/** Returns what an error of the system contracts means, or undefined when it is none of theirs. */
export function describeContractError(data: Hex): string | undefined {
  try {
    const { errorName, args } = decodeErrorResult({ abi: errors, data })
    const values = (args ?? []) as readonly never[]
    return words[errorName]?.(values) ?? `${errorName}(${values.map(String).join(', ')})`
  } catch {
    return undefined
  }
}

function round(amount: bigint): string {
  const [whole, fraction = ''] = formatEther(amount).split('.')
  const shown = fraction.slice(0, 4).replace(/0+$/, '')
  return shown ? `${whole}.${shown}` : whole!
}
