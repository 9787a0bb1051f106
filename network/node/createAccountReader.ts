import type { Address } from '../../lib/bytes/hex.ts'
import { addressKey, StateTries } from '../../lib/engine/StateTries.ts'
import type { ChainReader } from './ChainReader.ts'
import type { ChangedAccount } from './producer/createProducer.ts'

type AccountView = { nonce: number; balance: bigint }

export type AccountReader = {
  /** Nonce and balance in the newest state. */
  read(address: Address): AccountView
  /** Tells which accounts a block changed, so that the others need not be read again. */
  follow(number: number, changed: readonly ChangedAccount[]): void
}

/** Accounts that are remembered; with more of them it begins anew. */
const maxSeen = 100_000

/**
 * Returns a look-up that reads an account from the trie once, and keeps it over the blocks whose changes it was told. After
 * a block that it was not told of it knows nothing.
 */
export function createAccountReader(chain: Pick<ChainReader, 'head' | 'state'>): AccountReader {
  let number = -1
  let tries: StateTries | undefined
  const seen = new Map<Address, AccountView>()

  function goTo(head: number): void {
    number = head
    tries = undefined
  }

  return {
    read(address) {
      const head = chain.head()
      if (head !== number) {
        goTo(head)
        seen.clear()
      }
      let view = seen.get(address)
      if (!view) {
        tries ??= new StateTries(chain.state(head)!)
        const leaf = tries.account(addressKey(address))
        view = { nonce: Number(leaf?.nonce ?? 0n), balance: leaf?.balance ?? 0n }
        if (seen.size >= maxSeen) seen.clear()
        seen.set(address, view)
      }
      return view
    },
    follow(block, changed) {
      if (block !== number + 1) return
      goTo(block)
      if (seen.size + changed.length > maxSeen) seen.clear()
      for (const { address, nonce, balance } of changed) seen.set(address, { nonce, balance })
    },
  }
}
