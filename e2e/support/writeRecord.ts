import type { Page } from '@playwright/test'
import { expect } from './test.ts'

/** One red pixel: enough to be a photo. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** The owner, on the page of the car, signs a code; the workshop writes by it what it did, with a photo, sealed to the owner. */
export async function writeRecord(owner: Page, workshop: Page): Promise<void> {
  await owner.getByRole('button', { name: 'Sign a code' }).click()
  await expect(owner.getByRole('img', { name: 'Code that lets somebody write a record' })).toBeVisible()
  await workshop.goto((await owner.getByText(/vehicle\/record#code=/).textContent()) ?? '')
  await workshop.getByLabel('Odometer, km').fill('45000')
  await workshop.getByLabel('What was done or found').fill('Brakes renewed')
  const photo = { name: 'brakes.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') }
  await workshop.getByLabel('Take a photo').setInputFiles(photo)
  await workshop.getByRole('button', { name: 'Sign and write' }).click()
  await expect(workshop.getByText('The record is written.', { exact: true })).toBeVisible()
}
