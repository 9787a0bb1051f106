import { expect, type Locator } from '@playwright/test'

/** Presses, again if need be, until what comes of it is there: another browser may be a block behind what was just done. */
export async function pressUntil(button: Locator, outcome: Locator): Promise<void> {
  await expect(async () => {
    await button.click()
    await expect(outcome).toBeVisible({ timeout: 10_000 })
  }).toPass({ timeout: 60_000 })
}
