import type { Page, Route } from '@playwright/test'

type Topic = 'orders' | 'incomes' | 'listings'
type Change = (told: unknown) => void

const about = (topic: Topic) => new RegExp(`/${topic}[?/]`)

/** What the index is made to say, page by page. A request is intercepted from the first lie on: to end that under way may hang. */
const changes = new WeakMap<Page, Map<Topic, Change | undefined>>()

/** Makes the index tell a page something else from now on. */
export async function lie<Told>(page: Page, topic: Topic, change: (told: Told) => void): Promise<void> {
  const known = changes.get(page) ?? new Map<Topic, Change | undefined>()
  changes.set(page, known)
  const isFirst = !known.has(topic)
  known.set(topic, change as Change)
  if (isFirst) await page.route(about(topic), (route) => answer(route, known.get(topic)))
}

/** Lets the index speak for itself again. */
export function tellTruth(page: Page, topic: Topic): void {
  changes.get(page)?.set(topic, undefined)
}

async function answer(route: Route, change: Change | undefined): Promise<void> {
  if (change === undefined) return route.continue()
  const response = await route.fetch()
  const told: unknown = await response.json()
  change(told)
  await route.fulfill({ response, json: told })
}
