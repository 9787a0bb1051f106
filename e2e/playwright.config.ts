import { defineConfig } from '@playwright/test'
import chromium from '@sparticuz/chromium'

/* The browser comes out of npm: no system package, no download. Its own arguments switch off isolation and same-origin
   checks, which would hide real faults, so only these are used. */
export default defineConfig({
  testDir: '.',
  snapshotPathTemplate: '{testDir}/snapshots/{arg}{ext}',
  outputDir: '../test-results',
  workers: 1,
  timeout: 300_000,
  // All of it: what has not run by then is reported with what has.
  globalTimeout: 2_400_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    // What cannot be pressed is named, long before the test has no time left.
    actionTimeout: 60_000,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
    // A service worker would hide requests from the tests; shell.spec.ts lets it in.
    serviceWorkers: 'block',
    // Recording each page takes a quarter of the time; whoever looks for a fault asks for it: --trace retain-on-failure.
    trace: 'off',
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
