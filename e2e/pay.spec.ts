import { createPublicClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { readCode } from './support/readCode.ts'
import { expect, test } from './support/test.ts'
import { createWallet, fund, readAddress, unlock } from './support/useWallet.ts'

const parts = { name: 'Parts of the wallet' }
const newAddress = () => privateKeyToAccount(generatePrivateKey()).address

test('a payment code in any token is drawn, read from a picture, and paid', async ({ page }) => {
  await createWallet(page)
  await fund(page)
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText(/QDD\s*1,000/)
  const address = await readAddress(page)

  await page.getByRole('navigation', parts).getByRole('link', { name: 'Receive' }).click()
  await page.getByRole('combobox', { name: 'In' }).selectOption({ label: 'QDD' })
  await page.getByRole('textbox', { name: /^Ask for an amount/ }).fill('2.5')
  await expect(page.getByText(/uint256=2500000000000000000/)).toBeVisible()
  const code = page.getByRole('img', { name: /^Code to scan/ })
  // The code is drawn a moment after its text.
  await expect.poll(() => readCode(code)).toContain('uint256=2500000000000000000')
  const picture = await code.screenshot()

  await page.getByRole('navigation', parts).getByRole('link', { name: 'Send' }).click()
  await page.getByRole('button', { name: 'Scan a code with the camera' }).click()
  const scanner = page.getByRole('dialog', { name: 'Scan a code' })
  await expect(scanner.getByText(/^There is no camera here/)).toBeVisible()

  await test.step('a picture without a code is told apart from what is no picture', async () => {
    const blank = await page.getByRole('heading', { level: 2 }).first().screenshot()
    const give = (buffer: Buffer) =>
      scanner.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer })
    await give(blank)
    await expect(scanner.getByText('No QR code was found in that picture.')).toBeVisible()
    await give(Buffer.from('no picture'))
    await expect(scanner.getByText('That file is no picture that this browser can open.')).toBeVisible()
    await give(picture)
    await expect(scanner).toBeHidden()
  })

  await expect(page.getByRole('textbox', { name: 'To', exact: true })).toHaveValue(new RegExp(`address=${address}`))
  await expect(page.getByRole('combobox', { name: 'What' })).toHaveValue(/100e$/)
  await expect(page.getByRole('textbox', { name: 'Amount' })).toHaveValue('2.5')
  await expect(page.getByText('QDD moves without coin-days; gas is free here.')).toBeVisible()
  await page.getByRole('button', { name: 'Review and send' }).click()
  await expect(page.getByRole('dialog', { name: 'Send this transaction?' })).toContainText('Send 2.5 QDD')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('main').getByText(/^In block [\d,]+, final$/)).toBeVisible()
})

test('a code before the camera fills in who is paid', async ({ page }) => {
  // The camera of this test is a canvas on which the code is drawn; everything behind getUserMedia is real.
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 480
      const image = new Image()
      image.src = (window as never as { code: string }).code
      await image.decode()
      const draw = () => {
        const context = canvas.getContext('2d')!
        context.fillStyle = '#ddd'
        context.fillRect(0, 0, 480, 480)
        context.drawImage(image, 90, 70, 300, 300)
        requestAnimationFrame(draw)
      }
      draw()
      return canvas.captureStream(10)
    }
  })
  await createWallet(page)
  await page.getByRole('navigation', parts).getByRole('link', { name: 'Receive' }).click()
  const code = page.getByRole('img', { name: /^Code to scan/ })
  await expect(code).toBeVisible()
  const address = await readAddress(page)
  await code.evaluate((svg) => {
    svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
    svg.setAttribute('width', '300')
    svg.setAttribute('height', '300')
    Object.assign(window, { code: `data:image/svg+xml,${encodeURIComponent(svg.outerHTML)}` })
  })
  await page.getByRole('navigation', parts).getByRole('link', { name: 'Address book' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada')
  await page.getByRole('button', { name: 'Scan a code' }).click()
  await expect(page.getByRole('dialog', { name: 'Scan a code' })).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Address', exact: true })).toHaveValue(address)
})

test('coins that were sent are remembered over a reload, and a token is added by its address', async ({
  page,
  network,
}) => {
  await createWallet(page)
  await fund(page)
  const to = newAddress()
  await page.getByRole('navigation', parts).getByRole('link', { name: 'Send' }).click()
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(to)
  await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'Gas coin' })
  await page.getByRole('textbox', { name: 'Amount' }).fill('0.25')
  await page.getByRole('button', { name: 'Review and send' }).click()
  await expect(page.getByRole('dialog')).toContainText('Send 0.25 of the gas coin')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('main').getByText(/^In block [\d,]+, final$/)).toBeVisible()
  expect(await createPublicClient({ transport: http(network.rpcUrl) }).getBalance({ address: to })).toBe(
    25n * 10n ** 16n,
  )

  await test.step('another token', async () => {
    await page.getByRole('button', { name: 'Send another' }).click()
    await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'Another token …' })
    await page.getByRole('textbox', { name: 'Address of the token' }).fill(to)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByText('There is no token at this address.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Address of the token' }).fill(`0x${'0'.repeat(36)}1011`)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByText('0 AUC available')).toBeVisible()
  })

  await page.goto('/wallet')
  await unlock(page)
  const sent = page.getByRole('region', { name: 'Sent from this browser' })
  await expect(sent).toContainText('0.25 gas coin to')
  await expect(sent.getByText(/final$/)).toBeVisible()

  const received = page.getByRole('region', { name: 'Gas coins received' })
  await expect(received.getByRole('listitem')).toContainText('from')
  await expect(received.getByRole('button', { name: /^Verified/ })).toBeVisible()
})
