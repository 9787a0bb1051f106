import type { ChainReader } from '../ChainReader.ts'
import { createEpochLength, readCheckpoint } from '../rpc/methods/createLightMethods.ts'
import type { EpochArchive } from './EpochArchive.ts'

export type EpochKeeperOptions = {
  chain: ChainReader
  archive: EpochArchive
  /** Calls the listener after each block. */
  subscribeHeads: (listener: (head: number) => void) => () => void
  onFault: (error: unknown) => void
}

/** Starts to put the checkpoint of each epoch away while its state is still there; begins with those already passed. */
export function startEpochKeeper({ chain, archive, subscribeHeads, onFault }: EpochKeeperOptions) {
  const epochBlocks = createEpochLength(chain)
  let next: number | undefined
  let running: Promise<void> | undefined
  let isStopped = false

  async function catchUp(): Promise<void> {
    const blocks = await epochBlocks()
    next ??= Math.max(1, Math.ceil((chain.oldestState() + 1) / blocks))
    for (; !isStopped && next * blocks - 1 <= chain.head(); next++) {
      const number = next * blocks - 1
      // What was missed, while this was not running for longer than the window of states, stays missed.
      if (number < chain.oldestState() || (await archive.has(next))) continue
      await archive.write(next, await readCheckpoint(chain, number))
    }
  }

  function wake(): void {
    running ??= catchUp()
      .catch(onFault)
      .finally(() => {
        running = undefined
      })
  }

  const leave = subscribeHeads(wake)
  wake()
  return {
    /** Resolves when all that could be put away is. */
    caughtUp: async (): Promise<void> => running,
    async stop(): Promise<void> {
      isStopped = true
      leave()
      await running
    },
  }
}
