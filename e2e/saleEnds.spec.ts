import { setStage } from '../network/appraisal/setStage.ts'
import { enter } from './support/enter.ts'
import { startNetwork } from './support/startNetwork.ts'
import { expect, test } from './support/test.ts'

const weekS = 7 * 86_400

/* Offices are taken away and the clock is moved here, so these journeys have a network of their own. */
test('sales and appraisals end by a refund, by those who judge or by the clock; what ran out or was revoked is refused', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const own = await startNetwork()
  try {
    const stage = setStage(own.rpcUrl)
    const seller = await enter(browser, own, 'lender')
    const buyer = await enter(browser, own, 'insurer')

    await test.step('the seller gives the money back', async () => {
      const { id, terms } = await stage.offerCar('lender', 'WEND0000000000001')
      await stage.pay('insurer', terms)
      await seller.goto(`/sale?id=${id}`)
      await seller.getByRole('button', { name: 'Give the money back' }).click()
      await expect(seller.getByText('Undone', { exact: true })).toBeVisible()
      await expect(seller.getByText('This sale is over.')).toBeVisible()
    })

    await test.step('the arbitrator reads why it was called and awards the price in parts', async () => {
      const { id, terms } = await stage.offerCar('lender', 'WEND0000000000002')
      await stage.pay('insurer', terms)
      await buyer.goto(`/sale?id=${id}`)
      await buyer.getByLabel('What is wrong?').fill('The clutch slips.')
      await buyer.getByRole('button', { name: 'Call the arbitrator' }).click()
      await expect(buyer.getByText('Before the arbitrator', { exact: true })).toBeVisible()
      const arbitrator = await enter(browser, own, 'arbitrator')
      await arbitrator.goto(`/sale?id=${id}`)
      await expect(arbitrator.getByText('The clutch slips.')).toBeVisible()
      await arbitrator.getByLabel('For the seller, whole QDD').fill('13000')
      await arbitrator.getByLabel('Why do you decide so?').fill('A clutch costs two thousand.')
      await arbitrator.getByRole('button', { name: 'Decide' }).click()
      await expect(arbitrator.getByText('Sold', { exact: true })).toBeVisible()
      await expect(buyer.getByText('A clutch costs two thousand.')).toBeVisible()
      await expect(buyer.getByText('Sold; to the seller: 13,000')).toBeVisible()
      await arbitrator.context().close()
    })

    const paid = await stage.offerCar('lender', 'WEND0000000000003')
    const disputed = await stage.offerCar('lender', 'WEND0000000000004')
    for (const { terms } of [paid, disputed]) await stage.pay('insurer', terms)
    await stage.dispute('insurer', disputed.terms)
    const brief = await stage.offerCar('lender', 'WEND0000000000005', { isBrief: true })
    const { vehicleId } = brief.terms
    const order = () => stage.orderAppraisal('lender', vehicleId)
    const jobs = { open: await order(), taken: await order(), reported: await order(), challenged: await order() }
    await stage.takeJob('appraiser', jobs.taken)
    for (const job of [jobs.reported, jobs.challenged]) await stage.handIn(own.appUrl, 'appraiser', job)
    const late = await stage.signCode('lender', vehicleId)

    await test.step('a report is challenged with a reason, and a second appraiser finds it wrong', async () => {
      const address = `/appraisal?id=${jobs.challenged}`
      await seller.goto(address)
      await seller.getByLabel('What is wrong with the report?').fill('The tyres are new.')
      await seller.getByRole('button', { name: 'Challenge the report' }).click()
      await expect(seller.getByText('Challenged', { exact: true }).first()).toBeVisible()
      const reviewer = await enter(browser, own, 'secondAppraiser')
      await reviewer.goto(address)
      await expect(reviewer.getByText('The tyres are new.')).toBeVisible()
      await reviewer.getByLabel('Your judgement').selectOption({ label: 'The report is wrong' })
      await reviewer.getByLabel('What have you found?').fill('I saw new tyres.')
      await reviewer.getByRole('button', { name: 'Give your review' }).click()
      await expect(seller.getByText('I saw new tyres.')).toBeVisible()
      await reviewer.context().close()
    })

    await test.step('silence of all, for longer than each step may take', async () => {
      await own.moveClock(weekS + 60)
      for (const { id } of [paid, disputed]) {
        await buyer.goto(`/sale?id=${id}`)
        await buyer.getByRole('button', { name: 'Undo it by the clock' }).click()
        await expect(buyer.getByText('Undone', { exact: true })).toBeVisible()
      }
      await buyer.goto(`/sale?id=${brief.id}`)
      await expect(buyer.getByText('The offer has ended', { exact: true })).toBeVisible()
      // Nobody takes the job; whoever took it never reports; nobody challenges the report; no other reviewer comes.
      const ends = { open: 'Refunded', taken: 'Refunded', reported: 'Paid', challenged: 'Refunded' } as const
      for (const [step, end] of Object.entries(ends)) {
        await seller.goto(`/appraisal?id=${jobs[step as keyof typeof jobs]}`)
        await seller.getByRole('button', { name: 'End it by the clock' }).click()
        await expect(seller.getByText(end, { exact: true })).toBeVisible()
      }
    })

    await test.step('whoever orders next sees how the jobs of each appraiser ended', async () => {
      await seller.goto(`/appraisal?vehicle=${vehicleId}`)
      const record = '3 jobs · 1 stood · 1 overturned · 1 never came'
      await expect(seller.getByRole('group', { name: 'Appraiser' })).toContainText(record)
    })

    await test.step('a code that ran out, a code that was changed and an office that was revoked write nothing', async () => {
      const workshop = await enter(browser, own, 'workshop')
      const write = async (code: string) => {
        await workshop.goto('/')
        await workshop.goto(`/vehicle/record#code=${code}`)
        await workshop.getByLabel('What was done or found').fill('Nothing at all')
        await workshop.getByRole('button', { name: 'Sign and write' }).click()
      }
      await write(late)
      await expect(workshop.getByText(/The permission has run out/)).toBeVisible()
      const code = await stage.signCode('lender', vehicleId)
      const { signature, ...rest } = JSON.parse(Buffer.from(code, 'base64url').toString())
      const forged = { ...rest, validUntil: rest.validUntil + 60, signature }
      await write(Buffer.from(JSON.stringify(forged)).toString('base64url'))
      await expect(workshop.getByText("The owner's code is used up, revoked or of another car.")).toBeVisible()
      await stage.revokeWorkshop()
      await write(code)
      await expect(workshop.getByText('This account does not have the office that such a record needs.')).toBeVisible()
      await workshop.context().close()
    })
    await seller.context().close()
    await buyer.context().close()
  } finally {
    await own.remove()
  }
})
