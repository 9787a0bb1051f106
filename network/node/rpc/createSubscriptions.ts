import type { Hex } from '../../../lib/bytes/hex.ts'
import type { ChainReader, LogFilter } from '../ChainReader.ts'
import type { Pool, PooledTransaction } from '../Pool.ts'
import { collectBlockLogs } from './collectLogs.ts'
import { formatHeadNotification } from './formatBlock.ts'
import { formatPooledTransaction } from './formatTransaction.ts'
import type { Limits } from './Limits.ts'
import { parseLogFilter } from './logFilterParam.ts'
import type { Notifications } from './Method.ts'
import { InvalidParamsError, LimitExceededError, shorten } from './RpcError.ts'
import { randomId } from './randomId.ts'

export type SubscribeHeads = (listener: (head: number) => void) => () => void

export type Session = Notifications & {
  /** Subscriptions start to speak after the answer that told their id. */
  flush(): void
  close(): void
}

export type Subscriptions = { open(send: (text: string) => void): Session; stop(): void }

type Kind = 'newHeads' | 'logs' | 'newPendingTransactions' | 'syncing'
type Subscription = { id: string; kind: Kind; filter: LogFilter; full: boolean; held: string[] | undefined }
type Listener = { subscriptions: Map<string, Subscription>; send: (text: string) => void }

export type SubscriptionsOptions = {
  chain: ChainReader
  pool: Pool
  subscribeHeads: SubscribeHeads
  limits: Pick<Limits, 'subscriptionsPerSocket'>
}

/** Returns the hub that turns new blocks and transactions into `eth_subscription` notifications. */
export function createSubscriptions({ chain, pool, subscribeHeads, limits }: SubscriptionsOptions): Subscriptions {
  const listeners = new Set<Listener>()
  let announced = chain.head()

  const stopHeads = subscribeHeads((head) => {
    for (; announced < head && chain.header(announced + 1) !== undefined; announced++) announceBlock(announced + 1)
  })
  const stopPool = pool.subscribe((transaction) => announceTransaction(transaction))

  function announceBlock(number: number): void {
    let headJson: string | undefined
    for (const [listener, subscription] of subscribed(listeners)) {
      if (subscription.kind === 'newHeads') {
        headJson ??= JSON.stringify(formatHeadNotification(chain, number))
        notify(listener, subscription, headJson)
      } else if (subscription.kind === 'logs') {
        for (const log of collectBlockLogs(chain, number, subscription.filter)) {
          notify(listener, subscription, JSON.stringify(log))
        }
      }
    }
  }

  function announceTransaction(transaction: PooledTransaction): void {
    for (const [listener, subscription] of subscribed(listeners)) {
      if (subscription.kind !== 'newPendingTransactions') continue
      const value: unknown = subscription.full ? formatPooledTransaction(transaction) : transaction.hash
      notify(listener, subscription, JSON.stringify(value))
    }
  }

  function open(send: (text: string) => void): Session {
    const subscriptions = new Map<string, Subscription>()
    const listener = { subscriptions, send }
    listeners.add(listener)
    return {
      subscribe(kind, options) {
        if (subscriptions.size >= limits.subscriptionsPerSocket) {
          throw new LimitExceededError(`${limits.subscriptionsPerSocket} subscriptions per connection`)
        }
        const subscription = parseSubscription(kind, options)
        subscriptions.set(subscription.id, subscription)
        if (subscription.kind === 'syncing') notify(listener, subscription, 'false')
        return subscription.id
      },
      unsubscribe: (id) => subscriptions.delete(id),
      flush() {
        for (const subscription of subscriptions.values()) {
          for (const text of subscription.held ?? []) send(text)
          subscription.held = undefined
        }
      },
      close: () => listeners.delete(listener),
    }
  }

  return {
    open,
    stop() {
      stopHeads()
      stopPool()
      listeners.clear()
    },
  }
}

function* subscribed(listeners: ReadonlySet<Listener>): Generator<[Listener, Subscription]> {
  for (const listener of listeners) {
    for (const subscription of listener.subscriptions.values()) yield [listener, subscription]
  }
}

function notify(listener: Listener, subscription: Subscription, json: string): void {
  const params = `{"subscription":"${subscription.id}","result":${json}}`
  const text = `{"jsonrpc":"2.0","method":"eth_subscription","params":${params}}`
  if (subscription.held) subscription.held.push(text)
  else listener.send(text)
}

const allLogs: LogFilter = { addresses: [], topics: [] }

function parseSubscription(kind: string, options: unknown): Subscription {
  const id: Hex = randomId()
  const common = { id, filter: allLogs, full: false, held: [] }
  if (kind === 'newHeads' || kind === 'syncing') return { ...common, kind }
  if (kind === 'logs') return { ...common, kind, filter: options === undefined ? allLogs : parseLogFilter(options) }
  if (kind === 'newPendingTransactions') return { ...common, kind, full: options === true }
  const kinds = 'newHeads, logs, newPendingTransactions or syncing'
  throw new InvalidParamsError(`invalid argument 0: expected ${kinds}, found "${shorten(kind)}"`)
}
