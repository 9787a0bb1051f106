import type { Address } from '../../lib/bytes/hex.ts'
import { addressKey, StateTries } from '../../lib/engine/StateTries.ts'
import type { ChainReader } from './ChainReader.ts'

type AccountView = { nonce: number; balance: bigint }

/** Returns a look-up of nonce and balance in the newest state; each account is read once per block. */
export function createAccountReader(chain: ChainReader): (address: Address) => AccountView {
  let number = -1
  let tries: StateTries | undefined
  const seen = new Map<Address, AccountView>()
  return (address) => {
    const head = chain.head()
    if (head !== number || !tries) {
      number = head
      tries = new StateTries(chain.state(head)!)
      seen.clear()
    }
    let view = seen.get(address)
    if (!view) {
      const leaf = tries.account(addressKey(address))
      view = { nonce: Number(leaf?.nonce ?? 0n), balance: leaf?.balance ?? 0n }
      seen.set(address, view)
    }
    return view
  }
}
