import { encodeHex, formatQuantity } from '../../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../../lib/bytes/keccak256.ts'
import { decodeHeader } from '../../../../lib/chain/encodeHeader.ts'
import { formatHeader } from '../../../../lib/chain/parseHeader.ts'
import type { ChainReader, StoredBlock } from '../../ChainReader.ts'
import type { Pool } from '../../Pool.ts'
import { type BlockParam, decodeBlock, decodeBlockNumber, findBlock } from '../blockParam.ts'
import { formatBlock, type RpcBlock } from '../formatBlock.ts'
import { formatPendingBlock } from '../formatPendingBlock.ts'
import { formatReceipts } from '../formatReceipt.ts'
import type { Methods, Params } from '../Method.ts'
import { decodeBoolean, decodeHash, decodeInteger, optionalParam, param } from '../params.ts'

type Deps = { chain: ChainReader; pool: Pool; now: () => number }

/** Returns the methods that read blocks. */
export function createBlockMethods({ chain, pool, now }: Deps): Methods {
  const find = (block: BlockParam): StoredBlock | undefined => {
    const number = findBlock(chain, block)
    return number === undefined ? undefined : chain.block(number)
  }
  const byHash = (params: Params) => find({ hash: param(params, 0, decodeHash) })
  const byNumber = (params: Params) => find(param(params, 0, decodeBlockNumber))
  return {
    eth_blockNumber: () => formatQuantity(chain.head()),
    eth_getBlockByHash(params) {
      const full = optionalParam(params, 1, decodeBoolean) ?? false
      return orNull(byHash(params), (block) => formatBlock(block, full))
    },
    eth_getBlockByNumber(params) {
      const full = optionalParam(params, 1, decodeBoolean) ?? false
      if (params[0] === 'pending') return formatPendingBlock({ chain, pool, now }, full)
      return orNull(byNumber(params), (block) => formatBlock(block, full))
    },
    eth_getBlockReceipts(params) {
      const block = find(param(params, 0, decodeBlock))
      return orNull(block, (found) => formatReceipts(found, chain.receipts(found.header.number) ?? []))
    },
    eth_getBlockTransactionCountByHash: (params) => orNull(byHash(params), countTransactions),
    eth_getBlockTransactionCountByNumber(params) {
      if (params[0] === 'pending') return formatQuantity(pool.size().pending)
      return orNull(byNumber(params), countTransactions)
    },
    eth_getUncleCountByBlockHash: (params) => orNull(byHash(params), ({ ommers }) => formatQuantity(ommers.length)),
    eth_getUncleCountByBlockNumber: (params) => orNull(byNumber(params), ({ ommers }) => formatQuantity(ommers.length)),
    eth_getUncleByBlockHashAndIndex: (params) => orNull(byHash(params), (block) => formatUncle(block, params)),
    eth_getUncleByBlockNumberAndIndex: (params) => orNull(byNumber(params), (block) => formatUncle(block, params)),
  }
}

function orNull<Result>(block: StoredBlock | undefined, format: (block: StoredBlock) => Result): Result | null {
  return block === undefined ? null : format(block)
}

function countTransactions({ transactions }: StoredBlock): string {
  return formatQuantity(transactions.length)
}

function formatUncle({ ommers }: StoredBlock, params: Params): RpcBlock | null {
  const rlp = ommers[param(params, 1, decodeInteger)]
  if (rlp === undefined) return null
  return {
    ...formatHeader(decodeHeader(rlp)),
    hash: encodeHex(keccak256(rlp)),
    size: formatQuantity(rlp.length),
    uncles: [],
  }
}
