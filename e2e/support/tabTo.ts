import { expect, type Locator } from '@playwright/test'

const mostSteps = 120

/** Moves the focus with the Tab key alone, as somebody does who has no mouse; fails when it never gets there. */
export async function tabTo(target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let step = 0; step < mostSteps; step++) {
    if (await isThere()) return
    await target.page().keyboard.press('Tab')
  }
  await expect(target).toBeFocused({ timeout: 1 })
}

/** Puts the focus on a field and types into it. */
export async function typeInto(target: Locator, text: string): Promise<void> {
  await tabTo(target)
  await target.page().keyboard.press('ControlOrMeta+a')
  await target.page().keyboard.type(text)
}

/** Puts the focus on a button or a link and presses it. */
export async function press(target: Locator): Promise<void> {
  await tabTo(target)
  await target.page().keyboard.press('Enter')
}
