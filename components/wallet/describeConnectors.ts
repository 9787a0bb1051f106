import type { Config } from 'wagmi'
import { getConnection } from 'wagmi/actions'
import type { OtherWallet, WalletConnection } from './WalletView.ts'

/** Returns the account in use as screens want it. */
export function describeConnection(config: Config): WalletConnection | undefined {
  const { status, connector, address, addresses, chainId } = getConnection(config)
  if (status !== 'connected') return undefined
  const kind = connector.id === 'qood' ? 'builtIn' : 'injected'
  return { kind, address, addresses, chainId, name: connector.name, icon: safeIcon(connector.icon) }
}

/** Returns the wallets that announced themselves (EIP-6963); one that only sits in `window.ethereum` counts when alone. */
export function listOthers(config: Config): OtherWallet[] {
  const others = config.connectors.filter(({ id }) => id !== 'qood')
  const announced = others.filter(({ id }) => id !== 'injected')
  const alone = announced.length === 0 && 'ethereum' in window ? others : []
  return [...announced, ...alone].map(({ id, name, icon }) => ({ id, name, icon: safeIcon(icon) }))
}

export function findConnector(config: Config, id: string) {
  return config.connectors.find((connector) => connector.id === id)
}

/** An icon comes from whoever announced it: only one that brings its own bytes is shown, so that nothing is fetched. */
function safeIcon(icon: string | undefined): string | undefined {
  return icon && /^data:image\//.test(icon) ? icon : undefined
}
