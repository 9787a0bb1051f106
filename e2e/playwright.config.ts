import { defineConfig } from '@playwright/test'
import chromium from '@sparticuz/chromium'

/* The browser comes out of npm: no system package, no download. Its own arguments switch off isolation and same-origin
   checks, which would hide real faults, so only these are used. */
/* Journeys that have not run through here on a quiet machine yet, or take too long for each run; `QOOD_E2E=all` runs them, too. */
const onDemand = ['nodeRestart']

export default defineConfig({
  testDir: '.',
  testIgnore: process.env.QOOD_E2E === 'all' ? [] : onDemand.map((name) => `**/${name}.spec.ts`),
  snapshotPathTemplate: '{testDir}/snapshots/{arg}{ext}',
  outputDir: '../test-results',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
    // A service worker would hide requests from the tests; shell.spec.ts lets it in.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    // Without a graphics processor, what moves while it waits costs more than what it waits for.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: await chromium.executablePath(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
