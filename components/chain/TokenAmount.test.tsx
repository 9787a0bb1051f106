import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { TokenUnit } from '../../lib/chain/readTokenUnit.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import frame from '../i18n/messages/en/frame.json'
import { Price } from '../market/Price.tsx'
import { ChainProvider } from '../providers/ChainProvider.tsx'
import { TokenAmount } from './TokenAmount.tsx'

const foreign = '0x52908400098527886E0F7030069857D2E4169EE7'

/** What stands there once it is known how the foreign token counts; undefined is while nobody knows. */
function say(element: React.ReactNode, unit?: TokenUnit | null): string {
  const queries = new QueryClient()
  if (unit !== undefined) queries.setQueryData(['tokenUnit', foreign.toLowerCase()], { value: unit, proof: undefined })
  const html = renderToStaticMarkup(
    <QueryClientProvider client={queries}>
      <NextIntlClientProvider locale="en" messages={{ ...frame, market: { free: 'Free' } }} timeZone="UTC">
        <ChainProvider>{element}</ChainProvider>
      </NextIntlClientProvider>
    </QueryClientProvider>,
  )
  return html.replace(/<[^>]+>/g, '')
}

test('a token of ours is written as we know it counts', () => {
  expect(say(<TokenAmount token={systemContracts.qdd} value={12_500_000_000_000_000_000n} />)).toBe('12.5 QDD')
})

test('a price in a foreign token counts as that token does, beside its address', () => {
  const price = <Price token={foreign} value={1_234_500_000n} />
  expect(say(price, { symbol: 'USDC', decimals: 6 })).toBe('1,234.5 USDC 0x5290…9EE7')
  expect(say(price, { symbol: 'QDD', decimals: 0 })).toBe('1,234,500,000 QDD 0x5290…9EE7')
})

test('a token that does not say how it counts is written in its smallest unit, with a word about it', () => {
  expect(say(<TokenAmount token={foreign} value={1_234_500_000n} />, null)).toBe(
    '1,234,500,000 smallest units of 0x5290…9EE7',
  )
})

test('nothing is written of a foreign token before it is known how it counts', () => {
  expect(say(<TokenAmount token={foreign} value={1_234_500_000n} />)).toBe('')
})
