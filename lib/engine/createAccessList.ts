import type { Hex } from '../bytes/hex.ts'
import { applyMessage, type MessageResult } from './applyMessage.ts'
import { type AccessListItem, type CallMessage, type CallRequest, toCallMessage } from './CallRequest.ts'
import type { CallContext } from './callMessage.ts'
import { createEvm } from './createEvm.ts'
import { applyStateOverrides } from './stateOverrides.ts'

export type AccessListEstimate = { accessList: AccessListItem[]; gasUsed: bigint; failure: MessageResult['failure'] }

const maxRounds = 16

/** Returns what the request touches, as an access list, and the gas it uses when sent with that list (EIP-2930). */
export async function createAccessList(context: CallContext, request: CallRequest): Promise<AccessListEstimate> {
  const evm = await createEvm(context)
  await applyStateOverrides(evm, context.overrides)
  const { environment, gasCap } = context
  const message = toCallMessage(request, { gas: gasCap, gasCap, baseFeePerGas: environment.baseFeePerGas })
  let accessList = [...message.accessList]
  // A contract can look at its remaining gas, so the list itself may change what is touched.
  for (let round = 0; ; round++) {
    await evm.stateManager.checkpoint()
    evm.journal.startReportingAccessList()
    const result = await applyMessage(evm, { ...message, accessList }, environment, { nonce: false, fees: false })
    await evm.stateManager.revert()
    evm.stateManager.originalStorageCache.clear()
    const touched = toAccessList(result, message, new Set(evm.precompiles.keys()))
    if (isSame(touched, accessList) || round === maxRounds) {
      return { accessList: touched, gasUsed: result.gasUsed, failure: result.failure }
    }
    accessList = touched
  }
}

/** Addresses that are warm anyway are only worth naming for their slots. */
function toAccessList({ accessed, createdAddress }: MessageResult, message: CallMessage, precompiles: Set<string>) {
  const warm = new Set([message.from, message.to ?? createdAddress])
  const items: AccessListItem[] = []
  for (const [unprefixed, slots] of accessed ?? []) {
    const address: Hex = `0x${unprefixed}`
    if (precompiles.has(unprefixed) || (slots.size === 0 && warm.has(address))) continue
    items.push({ address, storageKeys: [...slots].map((slot): Hex => `0x${slot.padStart(64, '0')}`).sort() })
  }
  return items.sort((a, b) => (a.address < b.address ? -1 : 1))
}

function isSame(a: readonly AccessListItem[], b: readonly AccessListItem[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
