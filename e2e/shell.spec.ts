import { startPlainHost } from './support/startPlainHost.ts'
import { expect, test } from './support/test.ts'

test.use({ serviceWorkers: 'allow' })

test('a visited app opens without its server and says that nothing is live', async ({ page, context, complaints }) => {
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.goto('/block/1')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Block 1')
  await page.goto('/')
  await expect(page.getByText('Final.')).toBeVisible()
  await context.setOffline(true)

  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The open exchange for vehicle data')
  await expect(page.getByText(/^(You are offline|The node does not answer)$/)).toBeVisible()
  await expect(page.getByText('Final.')).toBeHidden()

  await test.step('an explorer address opens its page, with nothing in it', async () => {
    await page.goto('/block/7')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Block')
  })

  await test.step('back online everything is live again', async () => {
    await context.setOffline(false)
    await page.goto('/')
    await expect(page.getByText('Final.')).toBeVisible()
  })
  complaints.length = 0
})

test('a new build is there at the first load, in spite of what was kept', async ({ page, network, complaints }) => {
  let build = 'first'
  const host = await startPlainHost(network.appUrl, (html) =>
    html.replace('<head>', `<head><meta name="build" content="${build}">`),
  )
  try {
    await page.goto(host.url)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.reload()
    await expect(page.locator('meta[name="build"]')).toHaveAttribute('content', 'first')
    build = 'second'
    await page.reload()
    await expect(page.locator('meta[name="build"]')).toHaveAttribute('content', 'second')
  } finally {
    host.stop()
  }
  complaints.length = 0
})

test('the app can be installed: its manifest names icons that exist', async ({ page }) => {
  await page.goto('/')
  const address = await page.locator('link[rel="manifest"]').getAttribute('href')
  const manifest = await (await page.request.get(address ?? '')).json()
  expect(manifest.icons.map((icon: { sizes: string }) => icon.sizes)).toEqual(['192x192', '512x512', '512x512'])
  for (const icon of manifest.icons) expect((await page.request.get(icon.src)).ok()).toBe(true)
})

test('workers that come out of the kept shell at once are each what they were asked for', async ({ page, network }) => {
  await page.goto('/wallet')
  await page.evaluate(() => navigator.serviceWorker.ready)
  const running = () => Promise.all(page.workers().map((worker) => worker.evaluate(() => [self.name, location.hash])))
  for (let visit = 0; visit < 3; visit++) {
    await page.reload()
    await expect(page.getByRole('heading', { name: 'There is no wallet in this browser yet' })).toBeVisible()
    await expect.poll(async () => (await running()).map(([name]) => name)).toContain('wallet')
    const parts = (await running()).map(([, hash]) => hash)
    expect(new Set(parts).size, network.appUrl).toBe(parts.length)
  }
})
