import { NextIntlClientProvider } from 'next-intl'
import { type ReactNode, Suspense } from 'react'
import { prerender } from 'react-dom/static'
import { expect, test } from 'vitest'
import { Both } from './Both.tsx'
import { chineseMessages } from './chineseMessages.ts'
import { InLanguage } from './InLanguage.tsx'
import type { LocaleId } from './locales.ts'
import appraise from './messages/en/appraise.json'
import frame from './messages/en/frame.json'
import { SecondLanguage } from './SecondLanguage.ts'
import { Words } from './Words.tsx'

const text = <Both of="report">{(t, format) => t('lines.block', { number: format.number(1_234) })}</Both>
const english = 'It was made at block 1,234.'
const chinese = '制作于区块 1,234。'

test('one language alone is said without a word about another', async () => {
  expect(await render('en', text)).toBe(english)
  expect(await render('zh', text)).toBe(chinese)
})

test('the second language stands behind the first and says which it is', async () => {
  const both = <SecondLanguage value="en">{text}</SecondLanguage>
  expect(await render('zh', both)).toMatch(new RegExp(`^${chinese} <span lang="en" class="[^"]+">${english}</span>$`))
})

test('Chinese is fetched where the app does not speak it', async () => {
  const both = <SecondLanguage value="zh">{text}</SecondLanguage>
  expect(await render('en', both)).toMatch(
    new RegExp(`^${english} <span lang="zh-CN" class="[^"]+">${chinese}</span>$`),
  )
})

test('a part of the page speaks English with the words of its room while the app speaks Chinese', async () => {
  expect(await render('zh', <InLanguage locale="en">{text}</InLanguage>)).toBe(english)
})

/** As on a page: the frame, then the room with its words. */
async function render(locale: LocaleId, children: ReactNode): Promise<string> {
  const { prelude } = await prerender(
    <NextIntlClientProvider locale={locale} messages={locale === 'en' ? frame : chineseMessages} timeZone="UTC">
      <Words english={appraise}>
        <Suspense>{children}</Suspense>
      </Words>
    </NextIntlClientProvider>,
  )
  const html = await new Response(prelude).text()
  return html.replace(/<!--.*?-->/g, '')
}
