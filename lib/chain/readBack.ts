import type { NodeClient } from './createNodeClient.ts'
import { readBlockNumber } from './readBlockNumber.ts'

export type BlockRange = { fromBlock: bigint; toBlock: bigint }

/** A node answers for at most so many blocks at once. */
const largestWindow = 1_000_000n

/**
 * Returns what `read` finds, window by window, from the newest block back to the first. A window that holds more than
 * one answer may is made smaller: of what happens a lot, the newest comes first.
 */
export async function* readBack<found>(
  client: NodeClient,
  read: (range: BlockRange) => Promise<found>,
): AsyncGenerator<found> {
  let toBlock = await readBlockNumber(client)
  let window = largestWindow
  while (toBlock >= 0n) {
    const fromBlock = toBlock >= window ? toBlock - window + 1n : 0n
    const answer = await unlessTooWide(() => read({ fromBlock, toBlock }), window > 1n)
    if (answer === 'tooWide') {
      const blocks = toBlock - fromBlock + 1n
      window = blocks > 8n ? blocks / 8n : 1n
    } else {
      yield answer.found
      toBlock = fromBlock - 1n
      window = window * 2n < largestWindow ? window * 2n : largestWindow
    }
  }
}

async function unlessTooWide<found>(
  read: () => Promise<found>,
  canShrink: boolean,
): Promise<{ found: found } | 'tooWide'> {
  try {
    return { found: await read() }
  } catch (error) {
    if (!canShrink || !isTooWide(error)) throw error
    return 'tooWide'
  }
}

/** Nodes and the light client say by one code that a search is too wide; libraries wrap what is thrown through them. */
function isTooWide(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ((cause as { code?: unknown }).code === -32005 || cause.name === 'Light.RangeTooWideError') return true
  }
  return false
}
