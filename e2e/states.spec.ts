import { startNetwork } from './support/startNetwork.ts'
import { expect, test } from './support/test.ts'

test('a node that stops is reported with the remedy, and the page comes back by itself', async ({
  page,
  complaints,
}) => {
  test.setTimeout(600_000)
  const own = await startNetwork()
  try {
    await page.goto(own.appUrl)
    const panel = page.getByRole('region', { name: 'Newest block' })
    await expect(panel.getByText('Final.')).toBeVisible()
    await own.stop()
    const alert = page.getByRole('alert').filter({ hasText: 'The node does not answer' })
    await expect(alert).toContainText('npm start')
    await own.start()
    await expect(alert).toBeHidden({ timeout: 30_000 })
    await expect(panel.getByText('Final.')).toBeVisible()
  } finally {
    await own.remove()
  }
  // The browser itself reports each refused connection.
  complaints.length = 0
})

test('a node with another genesis is refused as the wrong network', async ({ page, network }) => {
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ json: { ...(await response.json()), genesisHash: `0x${'ab'.repeat(32)}` } })
  })
  await page.goto('/')
  await expect(page.getByRole('alert').filter({ hasText: 'This is another network' })).toContainText(network.rpcUrl)
  await expect(page.getByRole('region', { name: 'Newest block' }).getByRole('link')).toHaveCount(0)
})

test('a page that goes offline says so, and comes back with the network', async ({ page, context, complaints }) => {
  await page.goto('/')
  const panel = page.getByRole('region', { name: 'Newest block' })
  await expect(panel.getByText('Final.')).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByRole('status').filter({ hasText: 'You are offline' })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('You are offline')).toBeHidden()
  await expect(panel.getByText('Final.')).toBeVisible()
  complaints.length = 0
})

test('without a socket the head is followed over HTTP', async ({ page, complaints }) => {
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ json: { ...(await response.json()), wsUrl: 'ws://127.0.0.1:1' } })
  })
  await page.goto('/')
  await expect(page.getByText(/over HTTP$/)).toBeVisible()
  const number = page.getByRole('region', { name: 'Newest block' }).getByRole('link').first()
  const before = await number.textContent()
  await expect(number).not.toHaveText(before ?? '')
  // The browser itself reports each socket that does not open.
  complaints.length = 0
})

test('a page whose later code cannot be fetched stays usable and says what is missing', async ({
  page,
  complaints,
}) => {
  const html = await (await page.request.get('/explorer')).text()
  await page.route('**/_next/static/chunks/**', (route) =>
    html.includes(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
  )
  await page.goto('/explorer')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorer')
  await expect(page.getByText('Node down')).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByText('This part could not be shown')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Find on the chain' })).toBeEditable()
  complaints.length = 0
})
