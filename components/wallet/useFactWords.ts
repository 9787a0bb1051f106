'use client'

import { useTranslations } from 'next-intl'
import type { Fact, Phrase } from '../../lib/wallet/Explanation.ts'
import { formatExact } from './formatExact.ts'

/** Returns the function that says a fact in one sentence of the reader's language. */
export function useFactWords() {
  const t = useTranslations('approval')
  const calls = useTranslations('calls')
  const sayPhrase = (phrase: Phrase | undefined): string | undefined => {
    if (!phrase) return undefined
    const [contract, call] = phrase.key.split('.')
    const key = `${contract}.${call}`
    return calls.has(key as never) ? (calls as unknown as CallWords)(key, valuesOf(phrase)) : undefined
  }
  return (fact: Fact): string => {
    switch (fact.kind) {
      case 'sendCoins':
        return t('facts.sendCoins', { amount: formatExact(fact.amountWei) })
      case 'sendTokens':
        return t('facts.sendTokens', amountOf(fact))
      case 'sendNote':
        return t(`facts.note.${fact.note}`)
      case 'sendItem':
        return t('facts.sendItem', { id: String(fact.tokenId), collection: isolate(fact.collection.name) })
      case 'allowTokens':
        return t(fact.unlimited ? 'facts.allowAllTokens' : 'facts.allowTokens', amountOf(fact))
      case 'permitTokens':
        return t(fact.unlimited ? 'facts.permitAllTokens' : 'facts.permitTokens', amountOf(fact))
      case 'allowItem':
        return t('facts.allowItem', { id: String(fact.tokenId), collection: isolate(fact.collection.name) })
      case 'allowAllItems':
        return t(fact.allowed ? 'facts.allowAllItems' : 'facts.disallowAllItems', {
          collection: isolate(fact.collection.name),
        })
      case 'call':
        return sayPhrase(fact.phrase) ?? t('facts.call', { function: fact.functionName, contract: fact.contract })
      case 'unknownCall':
        return t('facts.unknownCall', { size: String(fact.dataSize) })
      case 'deploy':
        return t('facts.deploy', { size: String(fact.codeSize) })
      case 'signText':
        return t('facts.signText')
      case 'signBytes':
        return t('facts.signBytes')
      case 'signTypedData':
        return (
          sayPhrase(fact.phrase) ??
          t('facts.signTypedData', { type: isolate(fact.primaryType), app: isolate(fact.app || t('unnamedApp')) })
        )
    }
  }
}

/** What <bdi> is to markup: a name from the chain does not turn the order of the sentence around it. */
function isolate(name: string): string {
  return `\u2068${name}\u2069`
}

/** Keys and values come from the chain's contracts: a test holds them against the messages. */
type CallWords = (key: string, values: Record<string, string>) => string

/** An amount of a token that nobody could read is said without a number. */
function valuesOf({ values, amount, token }: Phrase): Record<string, string> {
  if (amount === undefined || !token) return { ...values, amount: '?', symbol: '' }
  return { ...values, amount: formatExact(amount, token.decimals), symbol: token.symbol }
}

function amountOf({ amount, token }: { amount: bigint; token: { symbol: string; decimals: number } }) {
  return { amount: formatExact(amount, token.decimals), symbol: token.symbol }
}
