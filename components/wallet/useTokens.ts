'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { chainTokens, type TokenName } from '../../lib/chain/chainTokens.ts'
import { addOwnToken, parseOwnTokens } from '../../lib/wallet/ownTokens.ts'
import { createKeptText } from './createKeptText.ts'

const kept = createKeptText('qood.tokens')

/** Returns the tokens that the wallet shows: those of the chain, and those that were added in this browser. */
export function useTokens() {
  const text = useSyncExternalStore(kept.subscribe, kept.read, () => null)
  const tokens = useMemo(() => [...chainTokens, ...parseOwnTokens(text)], [text])
  const add = (token: TokenName) => kept.write(JSON.stringify(addOwnToken(parseOwnTokens(kept.read()), token)))
  return { tokens, add }
}
