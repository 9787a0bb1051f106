import { type Chain, getTypesForEIP712Domain, serializeTypedData, type TypedDataDefinition } from 'viem'
import type { Config } from 'wagmi'
import { connect, disconnect, getConnection, switchChain } from 'wagmi/actions'
import { type Address, formatQuantity, type Hex } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import { findConnector } from './describeConnectors.ts'

export type WalletActions = ReturnType<typeof createWalletActions>
type Request = { to: Address; value?: bigint; data?: Hex }
type Provider = { request(args: { method: string; params?: unknown }): Promise<unknown> }

/** Returns what pages can ask of whichever wallet is in use. */
export function createWalletActions(options: { config: Config; chain: Chain; onSent: (hash: Hex) => void }) {
  const { config, chain, onSent } = options
  return {
    async connectOther(id: string): Promise<void> {
      const connector = findConnector(config, id)
      if (!connector) throw new WalletGoneError(id)
      await connect(config, { connector, chainId: chain.id })
    },

    async disconnectOther(): Promise<void> {
      await disconnect(config)
    },

    async switchToOurs(): Promise<void> {
      await switchChain(config, { chainId: chain.id })
    },

    /** Asks the wallet in use to sign typed data (EIP-712). */
    async signTypedData(typedData: TypedDataDefinition): Promise<Hex> {
      const { connector, address, chainId } = getConnection(config)
      if (!connector || !address) throw new NotConnectedError()
      if (chainId !== chain.id) await switchChain(config, { chainId: chain.id })
      const wallet = (await connector.getProvider()) as Provider
      const text = serializeTypedData(withDomainTypes(typedData))
      return (await wallet.request({ method: 'eth_signTypedData_v4', params: [address, text] })) as Hex
    },

    /** Asks the wallet in use to sign and send; returns the hash. */
    async send({ to, value, data }: Request): Promise<Hex> {
      const { connector, address, chainId } = getConnection(config)
      if (!connector || !address) throw new NotConnectedError()
      if (chainId !== chain.id) await switchChain(config, { chainId: chain.id })
      const wallet = (await connector.getProvider()) as Provider
      const request = {
        from: address,
        to,
        ...(value === undefined ? {} : { value: formatQuantity(value) }),
        ...(data === undefined ? {} : { data }),
      }
      const hash = (await wallet.request({ method: 'eth_sendTransaction', params: [request] })) as Hex
      onSent(hash)
      return hash
    },
  }
}

/** Wallets want the type of the domain spelt out. */
function withDomainTypes(typedData: TypedDataDefinition): TypedDataDefinition {
  const types = { EIP712Domain: getTypesForEIP712Domain({ domain: typedData.domain }), ...typedData.types }
  return { ...typedData, types } as TypedDataDefinition
}

export class NotConnectedError extends BaseError {
  override readonly name = 'Wallet.NotConnectedError'
  constructor() {
    super('No wallet is open.')
  }
}

export class WalletGoneError extends BaseError {
  override readonly name = 'Wallet.WalletGoneError'
  constructor(id: string) {
    super(`The wallet ${id.slice(0, 80)} is not offered by this browser any more.`)
  }
}
