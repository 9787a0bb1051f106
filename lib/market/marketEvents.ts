import { type Abi, type ExtractAbiItem, getAbiItem } from 'viem'

/** Returns an event of a contract, to ask logs for. */
export function eventOf<const abi extends Abi, name extends string>(abi: abi, name: name) {
  return getAbiItem({ abi, name } as never) as never as Extract<ExtractAbiItem<abi, name>, { type: 'event' }>
}
