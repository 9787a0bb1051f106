import type { BrowserContext } from '@playwright/test'
import { createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

export type InjectedWallet = {
  address: string
  /** The methods that the page asked for, in order. */
  asked: string[]
  /** What the owner answers from now on. */
  answer: { connect: boolean; switch: boolean; send: boolean }
}

const rejected = { code: 4001, message: 'User rejected the request.' }

/**
 * Puts a wallet into every page as an extension does: an EIP-1193 provider announced by EIP-6963. It begins on another
 * chain, knows only chains that it is told of, and signs here, outside the browser.
 */
export async function injectWallet(
  context: BrowserContext,
  rpcUrl: string,
  privateKey = generatePrivateKey(),
): Promise<InjectedWallet> {
  const account = privateKeyToAccount(privateKey)
  const node = createWalletClient({ account, transport: http(rpcUrl) })
  const wallet: InjectedWallet = {
    address: account.address,
    asked: [],
    answer: { connect: true, switch: true, send: true },
  }
  const known = new Set(['0x1'])
  let chainId = '0x1'
  let connected = false

  async function handle(method: string, params: readonly unknown[]): Promise<unknown> {
    wallet.asked.push(method)
    switch (method) {
      case 'eth_requestAccounts':
      case 'wallet_requestPermissions':
        if (!wallet.answer.connect) throw rejected
        connected = true
        return method === 'eth_requestAccounts' ? [account.address] : [{ parentCapability: 'eth_accounts' }]
      case 'eth_accounts':
        return connected ? [account.address] : []
      case 'wallet_revokePermissions':
        connected = false
        return null
      case 'eth_chainId':
        return chainId
      case 'wallet_switchEthereumChain': {
        const wanted = (params[0] as { chainId: string }).chainId
        if (!known.has(wanted)) throw { code: 4902, message: 'Unrecognized chain.' }
        if (!wallet.answer.switch) throw rejected
        chainId = wanted
        return null
      }
      case 'wallet_addEthereumChain':
        if (!wallet.answer.switch) throw rejected
        chainId = (params[0] as { chainId: string }).chainId
        known.add(chainId)
        return null
      case 'eth_sendTransaction': {
        if (!wallet.answer.send) throw rejected
        const { to, data, value } = params[0] as { to: `0x${string}`; data?: `0x${string}`; value?: string }
        const call = { chain: null, to, ...(data ? { data } : {}), value: BigInt(value ?? '0x0') }
        return sendInTurn(() => node.sendTransaction({ ...call, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }))
      }
      case 'eth_signTypedData_v4': {
        if (!wallet.answer.send) throw rejected
        const { EIP712Domain: _, ...types } = JSON.parse(String(params[1])).types
        return account.signTypedData({ ...JSON.parse(String(params[1])), types })
      }
      default:
        return node.request({ method, params } as never)
    }
  }

  await context.exposeBinding('__askWallet', async (_, method: string, params: readonly unknown[]) => {
    try {
      return { result: await handle(method, params), chainId }
    } catch (error) {
      const { code = -32603, message } = error as { code?: number; message: string }
      return { error: { code, message }, chainId }
    }
  })
  await context.addInitScript(announce)
  return wallet
}

/** Services of the development network act for some of the same people, so a number may be taken: then the next one. */
async function sendInTurn<value>(send: () => Promise<value>, tries = 10): Promise<value> {
  try {
    return await send()
  } catch (error) {
    if (tries === 0 || !/nonce too low|replacement transaction/.test((error as Error).message)) throw error
    await new Promise((resolve) => setTimeout(resolve, 300))
    return sendInTurn(send, tries - 1)
  }
}

/** Runs in the page. */
function announce(): void {
  type Reply = { result?: unknown; error?: { code: number; message: string }; chainId: string }
  const ask = (window as never as { __askWallet(method: string, params: unknown[]): Promise<Reply> }).__askWallet
  const listeners = new Map<string, Set<(data: unknown) => void>>()
  let last: string | undefined
  const provider = {
    async request({ method, params = [] }: { method: string; params?: unknown[] }) {
      const { result, error, chainId } = await ask(method, params)
      if (last !== undefined && chainId !== last) for (const told of listeners.get('chainChanged') ?? []) told(chainId)
      last = chainId
      if (error) throw Object.assign(new Error(error.message), { code: error.code })
      return result
    },
    on: (event: string, listener: (data: unknown) => void) =>
      void listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    removeListener: (event: string, listener: (data: unknown) => void) => void listeners.get(event)?.delete(listener),
  }
  const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#c60"/></svg>')}`
  const info = { uuid: '350670db-19fa-4704-a166-e52e178b59d2', name: 'Fake Fox', icon, rdns: 'com.example.fakefox' }
  const say = () =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', {
        detail: Object.freeze({ info, provider: Object.freeze(provider) }),
      }),
    )
  window.addEventListener('eip6963:requestProvider', say)
  say()
}
