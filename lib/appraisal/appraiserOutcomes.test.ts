import { expect, test } from 'vitest'
import { countOutcomes, type JobEvent } from './appraiserOutcomes.ts'

const ann = `0x${'A'.repeat(40)}`
let jobId = 0n
const job = (...names: string[]): JobEvent[] => {
  jobId += 1n
  return names.map((name) => ({ name, jobId, ...(name === 'Accepted' && { appraiser: ann }) }))
}

test('a record tells what stood, what was overturned and what never came; orders that nobody took are nobody’s', () => {
  const events = [
    job('Ordered', 'Refunded'),
    job('Ordered', 'Accepted', 'Submitted', 'Paid'),
    job('Ordered', 'Accepted', 'Submitted', 'Challenged', 'ReviewGiven', 'Paid'),
    job('Ordered', 'Accepted', 'Submitted', 'Challenged', 'Refunded'),
    job('Ordered', 'Accepted', 'Refunded'),
    job('Ordered', 'Accepted', 'Submitted'),
  ]
  const counted = countOutcomes(events.flat())
  expect([...counted]).toEqual([[ann.toLowerCase(), { taken: 5, stood: 2, challenged: 1, overturned: 1, late: 1 }]])
})
