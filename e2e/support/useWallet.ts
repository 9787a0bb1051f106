import { expect, type Page } from '@playwright/test'

export const password = 'garage door 7 kitten'

/** Makes a wallet by hand as a person does, checks the backup, and returns its words. */
export async function createWallet(page: Page): Promise<string[]> {
  await page.goto('/wallet/create')
  const words = await fillNewWallet(page)
  await page.getByRole('link', { name: 'To the wallet' }).click()
  await expect(page.getByRole('region', { name: 'Balance' })).toBeVisible()
  return words
}

/** Goes through the steps of a new wallet, up to the checked backup; returns its words. */
export async function fillNewWallet(page: Page): Promise<string[]> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password once more').fill(password)
  await page.getByRole('button', { name: 'Create the wallet' }).click()
  await page.getByRole('button', { name: 'Show the words' }).click()
  const items = page.getByRole('list', { name: 'Your words in order' }).getByRole('listitem')
  await expect(items).toHaveCount(12)
  const words = (await items.allTextContents()).map((text) => text.replace(/^\d+/, ''))
  await page.getByRole('button', { name: 'I have written them down' }).click()
  await enterWords(page, words)
  await page.getByRole('button', { name: 'Check' }).click()
  return words
}

/** Fills in the words that the check of the backup asks for. */
export async function enterWords(page: Page, words: readonly string[]): Promise<void> {
  const fields = page.getByRole('textbox', { name: /^Word \d+$/ })
  await expect(fields.first()).toBeVisible()
  for (const field of await fields.all()) {
    const label = await field.evaluate((input) => (input as HTMLInputElement).labels?.[0]?.textContent ?? '')
    await field.fill(words[Number(label.replace(/\D/g, '')) - 1] ?? '')
  }
}

export async function unlock(page: Page, text = password): Promise<void> {
  await page.getByLabel('Password').fill(text)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
}

/** Returns the address of the account in use. */
export async function readAddress(page: Page): Promise<string> {
  const link = page.locator('main a[href^="/address/0x"]').first()
  await expect(link).toBeVisible()
  return (await link.getAttribute('href'))?.replace('/address/', '') ?? ''
}

export async function fund(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Get development funds' }).click()
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('1,000')
}

/** Presses yes in the wallet's question of that name. */
export async function approve(page: Page, name = 'Send this transaction?'): Promise<void> {
  const dialog = page.getByRole('dialog', { name })
  await dialog.getByRole('button', { name: /^(Approve|Sign)/ }).click()
  await expect(dialog).toBeHidden()
}
