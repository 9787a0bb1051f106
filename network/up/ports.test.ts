import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { checkPorts, choosePorts } from './ports.ts'

test('the option comes before the environment, and that before the defaults', () => {
  expect(choosePorts(undefined, {}, [])).toEqual({ rpc: 8545, app: 3000, services: {} })
  expect(choosePorts(undefined, { QOOD_RPC_PORT: '1', QOOD_APP_PORT: '2' }, [])).toMatchObject({ rpc: 1, app: 2 })
  expect(choosePorts('app=4', { QOOD_RPC_PORT: '1', QOOD_APP_PORT: '2' }, [])).toMatchObject({ rpc: 1, app: 4 })
  expect(choosePorts('rpc=3, app=4, indexer=5', {}, ['indexer'])).toEqual({ rpc: 3, app: 4, services: { indexer: 5 } })
})

test.each([
  '',
  'rpc',
  'rpc=',
  'rpc=0',
  'rpc=65536',
  'rpc=x',
  'web=1',
  'rpc=1=2',
  'rpc=5,app=5',
  'indexer=3000',
  'agent=5',
  '8545',
])('refuses --ports "%s" with an example', (option) => {
  expect(() => choosePorts(option, {}, ['indexer'])).toThrow('as in --ports rpc=8546,app=3001')
})

test('refuses nonsense in the environment by its name', () => {
  expect(() => choosePorts(undefined, { QOOD_RPC_PORT: 'x' }, [])).toThrow('"x" as QOOD_RPC_PORT')
})

test('a taken port is named, with what it is for and what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await expect(checkPorts({ rpc: port })).rejects.toMatchObject({
    name: 'Up.BusyPortError',
    message:
      `Port ${port} on 127.0.0.1, meant for JSON-RPC, is taken by another program. ` +
      `Stop that one, or choose another port: npm start -- --ports rpc=${port + 1}`,
  })
  await expect(checkPorts({ app: port })).rejects.toThrow(`--ports app=${port + 1}`)
  await expect(checkPorts({ services: { indexer: port } })).rejects.toThrow('meant for the indexer')
  server.close()
  await once(server, 'close')
  await checkPorts({ rpc: port, app: port })
})
