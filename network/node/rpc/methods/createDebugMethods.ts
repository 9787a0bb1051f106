import { decodeHex, encodeHex } from '../../../../lib/bytes/hex.ts'
import { encodeHeader } from '../../../../lib/chain/encodeHeader.ts'
import { encodeReceipt } from '../../../../lib/chain/encodeReceipt.ts'
import { decodeRlp, encodeRlp, encodeScalar, type Rlp } from '../../../../lib/chain/rlp.ts'
import type { ChainReader, StoredBlock } from '../../ChainReader.ts'
import type { Pool } from '../../Pool.ts'
import { decodeBlock, resolveBlock } from '../blockParam.ts'
import type { Methods, Params } from '../Method.ts'
import { decodeHash, param } from '../params.ts'

/** Returns the methods that hand out bytes as the chain commits to them. */
export function createDebugMethods({ chain, pool }: { chain: ChainReader; pool: Pool }): Methods {
  const find = (params: Params) => chain.block(resolveBlock(chain, decodeBlock(params[0] ?? null, 'argument 0')))!
  return {
    debug_getRawHeader: (params) => encodeHex(encodeHeader(find(params).header)),
    debug_getRawBlock: (params) => encodeHex(encodeBlock(find(params))),
    debug_getRawReceipts(params) {
      const receipts = chain.receipts(find(params).header.number) ?? []
      return receipts.map((receipt) => encodeHex(encodeReceipt(receipt)))
    },
    debug_getRawTransaction(params) {
      const hash = param(params, 0, decodeHash)
      const place = chain.locateTransaction(hash)
      const raw = place ? chain.block(place.number)?.transactions[place.index] : pool.get(hash)?.raw
      return raw === undefined ? '0x' : encodeHex(raw)
    },
  }
}

/** Typed transactions stand in a block as byte strings, legacy ones as lists. */
function encodeBlock({ header, transactions, ommers, withdrawals }: StoredBlock): Uint8Array {
  const items: Rlp[] = [
    decodeRlp(encodeHeader(header)),
    transactions.map((raw) => (raw[0]! >= 0xc0 ? decodeRlp(raw) : raw)),
    ommers.map(decodeRlp),
  ]
  if (header.withdrawalsRoot !== undefined) {
    items.push(
      (withdrawals ?? []).map(({ index, validatorIndex, address, amount }) => [
        encodeScalar(index),
        encodeScalar(validatorIndex),
        decodeHex(address),
        encodeScalar(amount),
      ]),
    )
  }
  return encodeRlp(items)
}
