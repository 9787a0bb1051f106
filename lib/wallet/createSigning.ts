import { keccak256, type SignableMessage } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import type { Question } from './createApprovals.ts'
import { createChainReader, type Rpc } from './createChainReader.ts'
import type { Outbox } from './createOutbox.ts'
import { explainMessage } from './explainMessage.ts'
import { explainTransaction, type KnownContracts } from './explainTransaction.ts'
import { explainTypedData } from './explainTypedData.ts'
import type { WalletTypedData } from './parseTypedData.ts'
import { maxFeeWei, prepareTransaction } from './prepareTransaction.ts'
import { parseAddressParam, parseMessageParam, parseTypedDataParam } from './providerParams.ts'
import { simulateTransaction } from './simulateTransaction.ts'
import type { WalletTransaction } from './vaultInputs.ts'

/** What a provider needs of the vault; both the vault and its handle in a page are one. */
export type ProviderVault = {
  accounts(): Promise<readonly Address[]>
  signTransaction(params: { address: Address; transaction: WalletTransaction }): Promise<Hex>
  signMessage(params: { address: Address; message: SignableMessage }): Promise<Hex>
  signTypedData(params: { address: Address; typedData: WalletTypedData }): Promise<Hex>
}

export type SigningOptions = {
  vault: ProviderVault
  origin: string
  contracts: KnownContracts
  /** The chain of this moment; it is read once per request, so that switching cannot change a request under way. */
  here: () => { chainId: number; rpc: Rpc }
  /** Returns the account when the site may use it; throws otherwise. */
  requireAccount: (address: Address) => Promise<Address>
  ask: (question: Question, chainId: number) => Promise<void>
  outbox: Outbox
}

/** Returns the three methods that sign. What is approved is the very object that is signed. */
export function createSigning({ vault, origin, contracts, here, requireAccount, ask, outbox }: SigningOptions) {
  return {
    async sendTransaction(params: readonly unknown[]): Promise<unknown> {
      const { chainId, rpc } = here()
      const { from, transaction } = await prepareTransaction(params[0], {
        rpc,
        chainId,
        nextNonce: (sender) => outbox.nextNonce(rpc, chainId, sender),
      })
      const account = await requireAccount(from)
      const described = { ...transaction, from: account }
      const [explanation, simulation] = await Promise.all([
        explainTransaction(described, { reader: createChainReader(rpc), contracts }),
        simulateTransaction(described, { rpc, contracts }),
      ])
      const fee = maxFeeWei(transaction)
      await ask({ kind: 'transaction', account, explanation, simulation, transaction, maxFeeWei: fee }, chainId)
      const signed = await vault.signTransaction({ address: account, transaction })
      const hash = keccak256(signed)
      outbox.sign(chainId, { from: account, nonce: transaction.nonce, hash })
      const answer = await rpc.request({ method: 'eth_sendRawTransaction', params: [signed] })
      outbox.take(hash)
      return answer
    },

    async signMessage(params: readonly unknown[]): Promise<Hex> {
      const { bytes, address } = parseMessageParam(params)
      const account = await requireAccount(address)
      await ask({ kind: 'message', account, explanation: explainMessage(bytes, origin) }, here().chainId)
      return vault.signMessage({ address: account, message: { raw: bytes } })
    },

    async signTypedData(params: readonly unknown[]): Promise<Hex> {
      const { chainId, rpc } = here()
      const account = await requireAccount(parseAddressParam(params[0]))
      const typedData = parseTypedDataParam(params[1])
      const explanation = await explainTypedData(typedData, {
        account,
        chainId,
        reader: createChainReader(rpc),
        contracts,
      })
      await ask({ kind: 'typedData', account, explanation }, chainId)
      return vault.signTypedData({ address: account, typedData })
    },
  }
}
