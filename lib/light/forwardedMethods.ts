import { decodeHex, encodeHex, formatQuantity } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { readBytes, readHash } from './answers.ts'
import { needBlock, type ProvedMethod } from './ProviderContext.ts'
import { readParam } from './readParams.ts'
import { ProofMismatchError } from './verifyTrieProof.ts'

/** What comes with the app, and what is sent on. */
export const knownMethods: Readonly<Record<string, ProvedMethod>> = {
  async eth_chainId({ client }, _params, recorder) {
    recorder.grade('anchor')
    return formatQuantity(client.anchor.chainId)
  },

  async net_version({ client }, _params, recorder) {
    recorder.grade('anchor')
    return String(client.anchor.chainId)
  },

  async eth_syncing(_context, _params, recorder) {
    recorder.grade('claimed')
    return false
  },

  async qbft_getValidatorsByBlockNumber(context, params, recorder) {
    const { set } = await needBlock(context, params, 0, recorder)
    return set.validators
  },

  /** What is sent has the hash of its bytes, whatever the server calls it. */
  async eth_sendRawTransaction({ client }, params, recorder) {
    const hash = encodeHex(keccak256(decodeHex(readParam(params, 0, readBytes))))
    const answer = await client.transport.request({ method: 'eth_sendRawTransaction', params })
    const claimed = readHash(answer, 'the hash')
    if (claimed !== hash) throw new ProofMismatchError('the hash of the sent transaction', hash, claimed)
    recorder.grade('claimed')
    recorder.step({ kind: 'hash', hash })
    return hash
  },
}

/** Sent on as they are, and marked: guesses by nature. */
export const estimatedMethods: ReadonlySet<string> = new Set([
  'eth_estimateGas',
  'eth_gasPrice',
  'eth_maxPriorityFeePerGas',
  'eth_feeHistory',
  'eth_blobBaseFee',
  'eth_createAccessList',
  'eth_simulateV1',
])

/** Sent on as they are, and marked: only the server can know, or nothing proves it. */
export const claimedMethods: ReadonlySet<string> = new Set([
  'web3_clientVersion',
  'net_listening',
  'net_peerCount',
  'txpool_status',
  'txpool_content',
  'txpool_contentFrom',
  'txpool_inspect',
  'qood_getGasBudget',
  'debug_traceTransaction',
  'debug_traceCall',
  'debug_traceBlockByNumber',
  'debug_traceBlockByHash',
  'qbft_getPendingVotes',
  'eth_config',
])

/** Methods whose answer for the pending block is the word of the server. */
export const pendingMethods: ReadonlySet<string> = new Set([
  'eth_getTransactionCount',
  'eth_getBlockByNumber',
  'eth_getBalance',
  'eth_call',
])
