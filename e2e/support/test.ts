import { test as base, expect } from '@playwright/test'
import { type Network, startNetwork } from './startNetwork.ts'

type TestFixtures = {
  /** What the page complained about on its console; a test that expects complaints empties it. */
  complaints: string[]
}

export const test = base.extend<TestFixtures, { network: Network }>({
  network: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const network = await startNetwork()
      await use(network)
      await network.remove()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ network }, use) => use(network.appUrl),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`))
      page.on('console', (message) => {
        // That no service worker may come in is the doing of these tests.
        if (message.text() === 'Service Worker registration blocked by Playwright') return
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      await use(complaints)
      // A page still asks for things when its test has seen what it came for, and an answer that is changed then is nobody's fault.
      if (!page.isClosed()) await page.unrouteAll({ behavior: 'ignoreErrors' })
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
