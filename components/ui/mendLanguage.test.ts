import { expect, test } from 'vitest'

test('under the C locale a browser names no valid language; after this it does', async () => {
  Object.defineProperty(navigator, 'language', { value: 'en-US@posix', configurable: true })
  expect(() => new Intl.NumberFormat(navigator.language)).toThrow(RangeError)
  await import('./mendLanguage.ts')
  expect(new Intl.NumberFormat(navigator.language).format(1234.5)).toBe('1,234.5')
})
