import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,components,lib,workers,network}/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes at once or, on a machine that has much to do, later; a second says nothing.
    expect: { poll: { timeout: 20_000 } },
  },
})
