import { expect, test } from 'vitest'
import { tellWorkersApart } from './tellWorkersApart.ts'

function startAll(...given: [string, WorkerOptions?][]): string[] {
  const addresses: string[] = []
  const scope = {
    Worker: class {
      constructor(url: string | URL) {
        addresses.push(String(url))
      }
    } as unknown as typeof Worker,
  }
  tellWorkersApart(scope)
  tellWorkersApart(scope)
  for (const [url, options] of given) new scope.Worker(url, options)
  return addresses
}

test('two workers of one script have addresses that differ in more than the fragment', () => {
  const script = 'http://localhost/worker.js'
  expect(startAll([`${script}#params=a`, { name: 'light' }], [`${script}#params=b`, { name: 'wallet' }])).toEqual([
    `${script}?for=light#params=a`,
    `${script}?for=wallet#params=b`,
  ])
})

test('leaves alone what has no name, and what is no file of a host', () => {
  const given = ['http://localhost/worker.js#a', 'blob:http://localhost/1']
  expect(startAll([given[0]!], [given[1]!, { name: 'x' }])).toEqual(given)
})
