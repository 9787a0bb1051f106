import type { Page } from '@playwright/test'

type Topic = 'orders' | 'incomes' | 'listings'
const about = (topic: Topic) => new RegExp(`/${topic}[?/]`)

/** Makes the index tell a page something else from now on. */
export async function lie<Told>(page: Page, topic: Topic, change: (told: Told) => void): Promise<void> {
  await tellTruth(page, topic)
  await page.route(about(topic), async (route) => {
    const response = await route.fetch()
    const told = (await response.json()) as Told
    change(told)
    await route.fulfill({ response, json: told })
  })
}

/** Lets the index speak for itself again. */
export async function tellTruth(page: Page, topic: Topic): Promise<void> {
  await page.unroute(about(topic))
}
