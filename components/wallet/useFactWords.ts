'use client'

import { useTranslations } from 'next-intl'
import type { Fact } from '../../lib/wallet/Explanation.ts'
import { formatExact } from './formatExact.ts'

/** Returns the function that says a fact in one sentence of the reader's language. */
export function useFactWords() {
  const t = useTranslations('approval')
  return (fact: Fact): string => {
    switch (fact.kind) {
      case 'sendCoins':
        return t('facts.sendCoins', { amount: formatExact(fact.amountWei) })
      case 'sendTokens':
        return t('facts.sendTokens', amountOf(fact))
      case 'sendItem':
        return t('facts.sendItem', { id: String(fact.tokenId), collection: fact.collection.name })
      case 'allowTokens':
        return t(fact.unlimited ? 'facts.allowAllTokens' : 'facts.allowTokens', amountOf(fact))
      case 'permitTokens':
        return t(fact.unlimited ? 'facts.permitAllTokens' : 'facts.permitTokens', amountOf(fact))
      case 'allowItem':
        return t('facts.allowItem', { id: String(fact.tokenId), collection: fact.collection.name })
      case 'allowAllItems':
        return t(fact.allowed ? 'facts.allowAllItems' : 'facts.disallowAllItems', { collection: fact.collection.name })
      case 'call':
        return t('facts.call', { function: fact.functionName, contract: fact.contract })
      case 'unknownCall':
        return t('facts.unknownCall', { size: String(fact.dataSize) })
      case 'deploy':
        return t('facts.deploy', { size: String(fact.codeSize) })
      case 'signText':
        return t('facts.signText')
      case 'signBytes':
        return t('facts.signBytes')
      case 'signTypedData':
        return t('facts.signTypedData', { type: fact.primaryType, app: fact.app || t('unnamedApp') })
    }
  }
}

function amountOf({ amount, token }: { amount: bigint; token: { symbol: string; decimals: number } }) {
  return { amount: formatExact(amount, token.decimals), symbol: token.symbol }
}
