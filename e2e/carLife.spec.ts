import { giveRecordedCar as giveCar } from '../network/appraisal/testGarage.ts'
import { cast, enter } from './support/enter.ts'
import { pressUntil } from './support/pressUntil.ts'
import { startLyingHost } from './support/startLyingHost.ts'
import { expect, test } from './support/test.ts'
import { writeRecord } from './support/writeRecord.ts'

test('a workshop writes by the code that the owner shows; a reading that goes backwards is marked', async ({
  browser,
  complaints,
  network,
  page,
}) => {
  test.setTimeout(420_000)
  const id = await giveCar(network.rpcUrl, { owner: 'lender', vin: 'WE2E0000000000003' })
  const owner = await enter(browser, network, 'lender')
  const workshop = await enter(browser, network, 'workshop')

  await test.step('the owner signs a code; the workshop writes what it did, with a photo, sealed to the owner', async () => {
    await owner.goto(`/vehicle?id=${id}`)
    await writeRecord(owner, workshop)
  })

  await test.step('a second record, written without a connection, reads less and is marked for good', async () => {
    await workshop.reload()
    await workshop.getByLabel('Odometer, km').fill('20000')
    await workshop.getByLabel('What was done or found').fill('Oil changed')
    await workshop.context().setOffline(true)
    await workshop.getByRole('button', { name: 'Keep for later' }).click()
    await expect(workshop.getByText('The record waits in this browser.')).toBeVisible()
    await workshop.context().setOffline(false)
    await workshop.goto('/vehicle/record')
    await workshop.getByRole('button', { name: 'Sign and write' }).click()
    await expect(workshop.getByText('Waiting to be sent')).toHaveCount(0)
    await page.goto(`/vehicle?id=${id}`)
    await expect(page.getByText('one reading backwards')).toBeVisible()
    await expect(page.getByText('A reading went backwards at some time.')).toBeVisible()
  })

  await test.step('a visitor reads a sealed record by the link of the owner alone', async () => {
    const first = page.getByRole('button', { name: 'Read the document' }).last()
    await first.click()
    await expect(page.getByText('It is sealed to the owner.')).toBeVisible()
    await owner.reload()
    await owner.getByRole('button', { name: 'Make the link' }).click()
    const link = await owner.getByText(/vehicle\?id=\d+#keys=/).textContent()
    await page.goto('/')
    await page.goto(link ?? '')
    await page.getByRole('button', { name: 'Read the document' }).last().click()
    await expect(page.getByText('Brakes renewed')).toBeVisible()
    await expect(page.getByRole('img', { name: 'Photo 1' })).toBeVisible()
  })

  await test.step('one account reads what the owner seals to it, and could not before', async () => {
    const reader = await enter(browser, network, 'inspector')
    // Pressed before the page has begun with the wallet: it is waited for.
    await reader.addInitScript(() => {
      window.requestIdleCallback = (run) => window.setTimeout(run, 8_000)
    })
    const open = async () => {
      await reader.goto(`/vehicle?id=${id}`)
      await reader.getByRole('button', { name: 'Read the document' }).last().click()
    }
    await open()
    await expect(reader.getByText('It is sealed to the owner.')).toBeVisible()
    await reader.getByRole('button', { name: 'Publish my reading key' }).click()
    await expect(reader.getByText('Your reading key is published.')).toBeVisible()
    await owner.getByLabel('To one account alone').fill(cast.inspector.address)
    await pressUntil(
      owner.getByRole('button', { name: 'Seal to this account' }),
      owner.getByText('2 records are sealed to it.'),
    )
    await open()
    await expect(reader.getByText('Brakes renewed')).toBeVisible()
    await reader.context().close()
  })

  await test.step('a node that leaves a record out is refused by name', async () => {
    const host = await startLyingHost(network)
    host.tell(({ method }, result) => (method === 'eth_getLogs' ? (result as unknown[]).slice(1) : result))
    await page.goto(`${host.url}/vehicle?id=${id}`)
    await expect(page.getByText('Appraisal.BrokenLifeError').first()).toBeVisible()
    await expect(page.getByText('Complete and in order')).toHaveCount(0)
    // The page must not go on asking a host that is gone.
    await page.goto('about:blank')
    await host.stop()
    // The socket that is not there is reported by the browser itself.
    complaints.length = 0
  })
  await owner.context().close()
  await workshop.context().close()
})
