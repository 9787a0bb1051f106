import { type Block, createBlockFromRLP } from '@ethereumjs/block'
import { runBlock } from '@ethereumjs/vm'
import { type Address, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { keccak256, loadKeccak } from '../../lib/bytes/keccak256.ts'
import { decodeHeader, encodeHeader } from '../../lib/chain/encodeHeader.ts'
import type { Header } from '../../lib/chain/Header.ts'
import type { Log, Receipt } from '../../lib/chain/Receipt.ts'
import { effectiveGasPrice } from '../../lib/engine/applyTransaction.ts'
import { createChainVm } from '../../lib/engine/createChainVm.ts'
import { createGenesisState, type GenesisAlloc } from '../../lib/engine/createGenesis.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import { BaseError } from '../../lib/errors.ts'
import { createGethCommon } from './store/createGethCommon.ts'
import { initStore, type Store, type StoreMeta } from './store/openStore.ts'

type GethGenesis = { alloc: Record<string, { balance: string }>; config: { chainId: number } } & Record<string, string>

/**
 * Builds a store from a geth-style genesis and a file of RLP blocks, running every block; any block whose roots, gas or
 * bloom do not come out as its header says stops the import. Resolves to the open store.
 */
export async function importChain(options: { path: string; genesis: unknown; chain: Uint8Array }): Promise<Store> {
  await loadKeccak()
  const genesis = options.genesis as GethGenesis
  const commonAt = createGethCommon(genesis)
  const blocks = splitBlocks(options.chain)
  const { header, diff } = createGethGenesis(genesis, blocks[0])
  const genesisHash = encodeHex(keccak256(encodeHeader(header)))
  const chainId = genesis.config.chainId
  const meta: StoreMeta = {
    version: 4,
    chainId,
    consensus: 'plain',
    genesisHash,
    stateWindow: 0,
    gethGenesis: { ...genesis, alloc: {} },
  }
  const store = await initStore({ path: options.path, meta }, { header, diff })
  const tries = new StateTries(store.newestState())
  const hashes: Uint8Array[] = [keccak256(encodeHeader(header))]
  for (const rlp of blocks) {
    const number = hashes.length
    const common = commonAt(peekHeader(rlp))
    const block = createBlockFromRLP(rlp, { common, skipConsensusFormatValidation: true })
    const state = new State(tries)
    const vm = await createChainVm(common, state, (at) => hashes[at])
    const result = await runBlock(vm, { block, skipHeaderValidation: true, skipBlockValidation: true })
    const blockHeader = decodeHeader(block.header.serialize())
    if (Number(block.header.number) !== number)
      throw new BrokenChainFileError(`block ${number}`, `block ${block.header.number}`)
    const receipts = toReceipts(block, result)
    hashes.push(block.hash())
    await store.append(toNewBlock(block, blockHeader, receipts), state.takeDiff())
  }
  return store
}

function createGethGenesis(
  genesis: GethGenesis,
  firstBlock: Uint8Array | undefined,
): { header: Header; diff: ReturnType<typeof createGenesisState>['diff'] } {
  const alloc = Object.fromEntries(
    Object.entries(genesis.alloc).map(([address, account]) => [
      address.startsWith('0x') ? address : `0x${address}`,
      { ...account, balance: `0x${BigInt(account.balance).toString(16)}` },
    ]),
  ) as GenesisAlloc
  const { root, diff } = createGenesisState(alloc)
  const emptyTrie = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
  const header: Header = {
    parentHash: `0x${'00'.repeat(32)}`,
    ommersHash: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
    miner: (genesis.coinbase ?? `0x${'00'.repeat(20)}`) as Address,
    stateRoot: root,
    transactionsRoot: emptyTrie,
    receiptsRoot: emptyTrie,
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: BigInt(genesis.difficulty ?? 0),
    number: 0,
    gasLimit: BigInt(genesis.gasLimit ?? 0),
    gasUsed: 0n,
    timestamp: Number(genesis.timestamp ?? 0),
    extraData: (genesis.extraData ?? '0x') as Hex,
    mixHash: (genesis.mixHash ?? `0x${'00'.repeat(32)}`) as Hex,
    nonce: `0x${BigInt(genesis.nonce ?? 0)
      .toString(16)
      .padStart(16, '0')}`,
  }
  const parentHash = firstBlock && peekHeader(firstBlock).parentHash
  const hash = encodeHex(keccak256(encodeHeader(header)))
  if (parentHash && parentHash !== hash)
    throw new BrokenChainFileError(`a chain on genesis ${hash}`, `one on ${parentHash}`)
  return { header, diff }
}

function toNewBlock(block: Block, header: Header, receipts: Receipt[]) {
  return {
    hash: encodeHex(block.hash()),
    header,
    transactions: block.transactions.map((tx) => tx.serialize()),
    senders: block.transactions.map((tx) => tx.getSenderAddress().toString()),
    hashesOfTransactions: block.transactions.map((tx) => encodeHex(tx.hash())),
    ommers: block.uncleHeaders.map((ommer) => ommer.serialize()),
    withdrawals: block.withdrawals?.map((withdrawal) => ({
      index: withdrawal.index,
      validatorIndex: withdrawal.validatorIndex,
      address: withdrawal.address.toString(),
      amount: withdrawal.amount,
    })),
    receipts,
  }
}

type BlockResult = Awaited<ReturnType<typeof runBlock>>

function toReceipts(block: Block, { receipts, results }: BlockResult): Receipt[] {
  return receipts.map((receipt, index) => {
    const tx = block.transactions[index]!
    const result = results[index]!
    const logs = receipt.logs.map(
      ([address, topics, data]): Log => ({
        address: encodeHex(address),
        topics: topics.map(encodeHex),
        data: encodeHex(data),
      }),
    )
    return {
      type: tx.type,
      ...('stateRoot' in receipt ? { root: encodeHex(receipt.stateRoot) } : { status: receipt.status as 0 | 1 }),
      cumulativeGasUsed: receipt.cumulativeBlockGasUsed,
      gasUsed: result.totalGasSpent,
      logsBloom: encodeHex(receipt.bitvector),
      logs,
      effectiveGasPrice: effectiveGasPrice(tx, block.header.baseFeePerGas ?? 0n),
      ...(result.createdAddress && { contractAddress: result.createdAddress.toString() }),
      ...('blobGasUsed' in receipt && { blobGasUsed: receipt.blobGasUsed, blobGasPrice: receipt.blobGasPrice }),
    }
  })
}

function peekHeader(block: Uint8Array): Header {
  const outer = itemAt(block, 0)
  const { end } = itemAt(block, outer.start)
  return decodeHeader(block.subarray(outer.start, end))
}

/** Returns the blocks of a file, which holds their RLP one after the other. */
function splitBlocks(file: Uint8Array): Uint8Array[] {
  const blocks: Uint8Array[] = []
  for (let at = 0; at < file.length; ) {
    const { end } = itemAt(file, at)
    if (end > file.length) throw new BrokenChainFileError('whole blocks', 'a block that runs past the end of the file')
    blocks.push(file.subarray(at, end))
    at = end
  }
  return blocks
}

function itemAt(bytes: Uint8Array, at: number): { start: number; end: number } {
  const head = bytes[at]!
  if (head < 0xc0) throw new BrokenChainFileError('an RLP list', `byte 0x${head.toString(16)}`)
  if (head < 0xf8) return { start: at + 1, end: at + 1 + head - 0xc0 }
  const size = head - 0xf7
  let length = 0
  for (let i = 1; i <= size; i++) length = length * 256 + (bytes[at + i] ?? 0)
  return { start: at + 1 + size, end: at + 1 + size + length }
}

export class BrokenChainFileError extends BaseError {
  override readonly name = 'Node.BrokenChainFileError'
  constructor(expected: string, found: string) {
    super(`Expected ${expected} in the chain file, found ${found}.`)
  }
}
