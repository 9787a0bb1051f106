import { expect, test } from 'vitest'
import { createDictionary, createField } from './fixtures/createDictionary.ts'
import { formatDictionary } from './formatDictionary.ts'
import { documentLimits, guardJson, guardValue } from './guardJson.ts'
import { decodeDictionary, parseDictionary, readDictionary } from './parseDictionary.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

test('refuses a document that is too deep, before it is read', () => {
  const deep = '['.repeat(1_000_000)
  expect(() => guardJson(deep)).toThrow(expect.objectContaining({ name: 'Dictionary.TooDeepError' }))
  expect(() => guardJson(`{"a":${'['.repeat(32)}`)).toThrow(
    expect.objectContaining({ name: 'Dictionary.TooDeepError' }),
  )
})

test('does not take brackets inside of words for depth', () => {
  expect(guardJson(JSON.stringify('[{"\\'.repeat(100)))).toBe('[{"\\'.repeat(100))
})

test('refuses a document that is too large, before it is read', () => {
  const large = ' '.repeat(documentLimits.maxBytes + 1)
  expect(() => guardJson(large)).toThrow(expect.objectContaining({ name: 'Dictionary.TooLargeError' }))
  expect(() => decodeDictionary(bytesOf(large))).toThrow(expect.objectContaining({ name: 'Dictionary.TooLargeError' }))
})

test('refuses a document of too many values', () => {
  const limits = { ...documentLimits, maxNodes: 1_000 }
  expect(() => guardJson(`[${'0,'.repeat(1_000)}0]`, limits)).toThrow(
    expect.objectContaining({ name: 'Dictionary.TooLargeError' }),
  )
})

test('refuses a value that contains itself', () => {
  const value: Record<string, unknown> = {}
  value.fields = [value]
  expect(() => readDictionary(value)).toThrow(expect.objectContaining({ name: 'Dictionary.CycleError' }))
  const twice = { a: 1 }
  expect(() => guardValue([twice, twice])).not.toThrow()
})

test.each(['__proto__', 'constructor', 'prototype'])('refuses the name %s anywhere', (key) => {
  const text = formatDictionary(createDictionary()).replace('{"en":"Test"}', `{"en":"Test","${key}":{"polluted":true}}`)
  expect(() => parseDictionary(text)).toThrow(expect.objectContaining({ name: 'Dictionary.ForbiddenKeyError' }))
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('refuses a path that means something to the language', () => {
  const dictionary = createDictionary({}, [createField({ path: 'Vehicle.constructor' })])
  expect(() => readDictionary(dictionary)).toThrow(/reservedName/)
})

test('refuses text that is no JSON, and values that JSON does not have', () => {
  expect(() => guardJson('{')).toThrow(expect.objectContaining({ name: 'Dictionary.InvalidJsonError' }))
  expect(() => guardValue({ f: () => 1 })).toThrow(expect.objectContaining({ name: 'Dictionary.InvalidJsonError' }))
  expect(() => guardValue(Number.NaN)).toThrow(expect.objectContaining({ name: 'Dictionary.InvalidJsonError' }))
})
