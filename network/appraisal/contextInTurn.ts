import type { Hex } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import { contextOf } from '../agent/testMarket.ts'

const pauseMs = 300

/** Returns how somebody acts whose key a service of the network uses as well: where a number is taken, the next one is tried. */
export function contextInTurn(client: NodeClient, privateKey: Hex): ReturnType<typeof contextOf> {
  const { account } = contextOf(client, privateKey)
  return { client, account: { ...account, send: (call) => sendInTurn(() => account.send(call)) } }
}

async function sendInTurn(send: () => ReturnType<ChainContext['account']['send']>, tries = 20): Promise<Hex> {
  try {
    return await send()
  } catch (error) {
    if (tries === 0 || !/nonce too low|replacement transaction/.test((error as Error).message)) throw error
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    return sendInTurn(send, tries - 1)
  }
}
