import { encodeHex, formatQuantity } from '../../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../../lib/bytes/keccak256.ts'
import type { ChainReader } from '../../ChainReader.ts'
import type { Methods, Notifications } from '../Method.ts'
import { decodeBytes, decodeText, param } from '../params.ts'
import { ServerError } from '../RpcError.ts'

type Deps = { chain: ChainReader; clientVersion: string }

/** Returns what a client asks first: who are you, on which chain, how far. */
export function createChainMethods({ chain, clientVersion }: Deps): Methods {
  return {
    web3_clientVersion: () => clientVersion,
    web3_sha3: (params) => encodeHex(keccak256(param(params, 0, decodeBytes))),
    net_version: () => String(chain.chainId),
    net_listening: () => true,
    net_peerCount: () => formatQuantity(0),
    eth_chainId: () => formatQuantity(chain.chainId),
    eth_protocolVersion: () => '0x44',
    eth_syncing: () => false,
    eth_accounts: () => [],
    eth_mining: () => false,
    eth_hashrate: () => formatQuantity(0),
    eth_coinbase: () => chain.header(chain.head())!.miner,
    rpc_modules: () => ({ debug: '1.0', eth: '1.0', net: '1.0', qbft: '1.0', rpc: '1.0', txpool: '1.0', web3: '1.0' }),
    eth_subscribe: (params, { notifications }) =>
      needSocket(notifications).subscribe(param(params, 0, decodeText), params[1] ?? undefined),
    eth_unsubscribe(params, { notifications }) {
      const id = param(params, 0, decodeText)
      if (!needSocket(notifications).unsubscribe(id)) throw new ServerError('subscription not found')
      return true
    },
  }
}

function needSocket(notifications: Notifications | undefined): Notifications {
  if (notifications === undefined)
    throw new ServerError('notifications not supported: connect by WebSocket to subscribe')
  return notifications
}
