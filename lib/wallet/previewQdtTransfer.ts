import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { qdtAbi } from '../contracts/QDT.ts'

/** What a transfer of QDT would use and pay now, or why it would be refused. */
export type TransferPreview =
  | { kind: 'possible'; coinDaysUsed: bigint; feeQdt: bigint }
  | { kind: 'balanceShort'; have: bigint; need: bigint }
  | { kind: 'coinDaysShort'; have: bigint; need: bigint }

/** Returns what the contract itself says of the transfer. */
export async function previewQdtTransfer(
  client: NodeClient,
  { from, amount }: { from: Address; amount: bigint },
): Promise<TransferPreview> {
  try {
    const [coinDaysUsed, feeQdt] = await readContract(client, {
      address: systemContracts.qdt,
      abi: qdtAbi,
      functionName: 'previewTransfer',
      args: [from, amount],
    })
    return { kind: 'possible', coinDaysUsed, feeQdt }
  } catch (error) {
    const refusal = findRefusal(error)
    if (refusal) return refusal
    throw error
  }
}

function findRefusal(error: unknown): TransferPreview | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { data } = cause as { data?: { errorName?: string; args?: readonly unknown[] } }
    const [, have, need] = data?.args ?? []
    if (typeof have !== 'bigint' || typeof need !== 'bigint') continue
    if (data?.errorName === 'ERC20InsufficientBalance') return { kind: 'balanceShort', have, need }
    if (data?.errorName === 'QDTCoinDaysShort') return { kind: 'coinDaysShort', have, need }
  }
  return undefined
}
