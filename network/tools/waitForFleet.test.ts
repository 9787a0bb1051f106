import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { FleetBusyError, waitForFleet } from './waitForFleet.ts'

/** Serves /config.json and the metrics of an agent, one after the other, the last for ever. */
async function startAgentOf(...answers: { listings: number; parcels: number; records: number }[]) {
  let looks = 0
  const server = createServer(({ url, headers }, response) => {
    if (url === '/config.json')
      return response.end(JSON.stringify({ services: { agent: { http: `http://${headers.host}` } } }))
    const { listings, parcels, records } = answers[Math.min(looks++, answers.length - 1)]!
    response.end(
      `# TYPE qood_agent_parcels gauge\nqood_agent_listings ${listings}\nqood_agent_parcels_waiting ${parcels}\nqood_agent_records_waiting ${records}\n`,
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, looks: () => looks }
}

const busy = { listings: 3, parcels: 2, records: 0 }
const done = { listings: 5, parcels: 0, records: 0 }

test('waits until nothing has been left to list for eight looks in a row', async () => {
  const agent = await startAgentOf(
    { listings: 0, parcels: 0, records: 0 },
    done,
    done,
    busy,
    { ...done, records: 9 },
    done,
  )
  await waitForFleet(agent.url, { lookMs: 1 })
  expect(agent.looks()).toBe(5 + 8)
})

test('says what the fleet was still at when the time was over', async () => {
  const agent = await startAgentOf(busy)
  const waiting = waitForFleet(agent.url, { lookMs: 1, timeoutMs: 20 })
  await expect(waiting).rejects.toThrow(FleetBusyError)
  await expect(waiting).rejects.toThrow('found 3 listings, 2 parcels and 0 records waiting')
})
