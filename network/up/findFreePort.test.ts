import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { findFreePort } from './findFreePort.ts'

test('a port that is found is not one of those that outgoing connections take', async () => {
  const found: number[] = []
  for (let i = 0; i < 20; i++) found.push(await findFreePort({ besides: found }))
  expect(new Set(found).size).toBe(20)
  expect(Math.max(...found)).toBeLessThan(32_768)
})

test('the wanted port is kept while it is free, and another found when somebody listens there', async () => {
  const wanted = await findFreePort()
  expect(await findFreePort({ wanted })).toBe(wanted)
  const server = createServer().listen(wanted, '127.0.0.1')
  await once(server, 'listening')
  expect(await findFreePort({ wanted })).not.toBe((server.address() as AddressInfo).port)
  server.close()
})
