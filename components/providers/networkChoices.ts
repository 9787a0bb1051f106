import type { Hex } from '../../lib/bytes/hex.ts'
import { createPreference } from '../i18n/createPreference.ts'

const isUrl = (text: string): text is string => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** Another server than the one that the app names, chosen by the person. */
export const rpcChoice = createPreference('qood.network.rpc', isUrl)
/** A second server whose head is held against the first one's. */
export const witnessChoice = createPreference('qood.network.witness', isUrl)
/** The chain that this browser has seen; another one is not followed without the person's word. */
export const knownGenesis = createPreference('qood.network.genesis', (text): text is Hex =>
  /^0x[0-9a-f]{64}$/.test(text),
)
