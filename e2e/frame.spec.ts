import { expect, test } from './support/test.ts'

test('the language is switched, kept, and told to assistive technology', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('开放的车辆数据交易所')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page).toHaveTitle(/开放的车辆数据交易所/)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('开放的车辆数据交易所')
  await page.getByRole('link', { name: '浏览器', exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('浏览器')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('a Chinese browser is greeted in Chinese without a flash of English', async ({ browser, network }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: network.appUrl })
  const page = await context.newPage()
  await page.addInitScript(() => {
    // After three seconds the page shows its English; how fast this machine is, is not asked here.
    const later = window.setTimeout
    window.setTimeout = ((run: () => void, ms?: number) => later(run, ms === 3_000 ? 60_000 : ms)) as typeof setTimeout
    const seen = new Set<string>()
    Object.assign(window, { seen })
    const look = () => {
      const title = document.querySelector('h1')
      if (title && getComputedStyle(title).visibility === 'visible') seen.add(title.textContent ?? '')
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('开放的车辆数据交易所')
  expect(await page.evaluate(() => [...(window as never as { seen: Set<string> }).seen])).toEqual([
    '开放的车辆数据交易所',
  ])
  await context.close()
})

test('the theme follows the system, then the choice, which is kept', async ({ page }) => {
  const pageColour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await page.goto('/')
  const light = await pageColour()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(pageColour).not.toBe(light)
  const dark = await pageColour()
  await page.getByRole('button', { name: /^Theme: As the system/ }).click()
  await expect.poll(pageColour).toBe(light)
  await page.reload()
  expect(await pageColour()).toBe(light)
  await page.getByRole('button', { name: /^Theme: Light/ }).click()
  await expect.poll(pageColour).toBe(dark)
})

test('the command palette goes to pages, settings and blocks by keyboard alone', async ({ page }) => {
  await page.goto('/')
  // A key that is pressed before the page has come to life reaches nobody.
  await expect(page.getByRole('link', { name: /^Newest checked block/ }).first()).toBeVisible()
  const field = page.getByRole('combobox', { name: 'Search the chain or go to a page' })

  await test.step('a page', async () => {
    await page.keyboard.press('Control+k')
    await expect(field).toBeFocused()
    await page.keyboard.type('expl')
    await expect(page.getByRole('option', { name: /Explorer/ })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorer')
  })

  await test.step('a block', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/block\/2$/)
  })

  await test.step('a setting, chosen with the arrows', async () => {
    await page.keyboard.press('Control+k')
    await expect(field).toBeFocused()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })

  await test.step('nothing by that name, and Escape', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('no such thing')
    await expect(page.getByText(/^Nothing by that name/)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(field).toBeHidden()
  })
})

test('the keyboard reaches the content, the rooms and the help, and focus returns', async ({ page }) => {
  await page.goto('/explorer')
  // When everything has come to life: nothing that moves by itself may move where the Tab key begins.
  await expect(page.getByRole('link', { name: /^Newest checked block/ }).first()).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#content')).toBeFocused()
  const help = page.getByRole('button', { name: 'Help' })
  const isHelp = () => help.evaluate((button) => button === document.activeElement)
  // What stands before it on the page is reached first: the way to other parts, the shield.
  for (let presses = 0; presses < 15 && !(await isHelp()); presses++) await page.keyboard.press('Tab')
  await expect(help).toBeFocused()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Help for this page' })
  await expect(sheet).toContainText('What can I search for?')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(help).toBeFocused()
})

test('a phone has its rooms under the thumb, and everything else one press away', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const bar = page.getByRole('navigation', { name: 'Rooms' })
  await bar.getByRole('link', { name: 'Explorer' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorer')
  await page.getByRole('button', { name: 'Search the chain or go to a page' }).click()
  await expect(page.getByRole('combobox', { name: 'Search the chain or go to a page' })).toBeFocused()
  await page.keyboard.press('Escape')
  await bar.getByRole('button', { name: 'More' }).click()
  const menu = page.getByRole('dialog', { name: 'All rooms' })
  await expect(menu.getByRole('link', { name: /^Explorer/ })).toHaveAttribute('aria-current', 'page')
  await menu.getByRole('combobox', { name: 'Language' }).selectOption('zh')
  await expect(page.getByRole('dialog', { name: '全部栏目' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('浏览器')
})
