import { readFileSync, writeFileSync } from 'node:fs'
import { completeLock } from './completeLock.ts'

/* Run after `npm install`; says nothing when there was nothing to do. */
const path = new URL('../../package-lock.json', import.meta.url)
const before = readFileSync(path, 'utf8')
const after = `${JSON.stringify(completeLock(JSON.parse(before)), undefined, 2)}\n`
if (after !== before) {
  writeFileSync(path, after)
  console.log('package-lock.json is complete again.')
}
