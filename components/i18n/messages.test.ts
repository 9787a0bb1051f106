import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const messagesFolder = join(import.meta.dirname, 'messages')

type Tree = { [key: string]: string | Tree }

const en = readMessages('en')
const zh = readMessages('zh')

test('both languages keep their words in the same files', () => {
  expect(readdirSync(join(messagesFolder, 'zh'))).toEqual(readdirSync(join(messagesFolder, 'en')))
})

test('both languages have the same keys', () => {
  expect(Object.keys(flatten(zh))).toEqual(Object.keys(flatten(en)))
})

test('both languages use the same arguments in each message', () => {
  const chinese = flatten(zh)
  for (const [key, message] of Object.entries(flatten(en))) {
    expect([key, argumentsOf(chinese[key]!)]).toEqual([key, argumentsOf(message)])
  }
})

test('no message is empty, and none was left in English', () => {
  const sameWords = new Set(['JSON-RPC', 'Gas', 'QDT', 'WebSocket', 'HTTP', '{amount} wei', '{count, number}'])
  const english = flatten(en)
  for (const [key, message] of Object.entries(flatten(zh))) {
    expect(message.trim(), key).not.toBe('')
    if (!sameWords.has(message)) expect(message, key).not.toBe(english[key])
  }
})

test('every message is used', () => {
  const words = readSources().flatMap(({ spaces, source }) => {
    const literals = [...source.matchAll(/'([\w.-]+)'|`((?:[\w.-]|\$\{[^`}]*\})+)`/g)].map(
      ([, plain, template]) => plain ?? template!,
    )
    return spaces.flatMap((space) => literals.map((literal) => asPattern(space, literal)))
  })
  const unused = Object.keys(flatten(en)).filter((key) => !words.some((word) => word.test(key)))
  expect(unused).toEqual([])
})

test('every use has a message', () => {
  const keys = Object.keys(flatten(en))
  const missing = readSources().flatMap(({ spaces, source }) =>
    [...source.matchAll(/\b[tc](?:\.rich)?\((?:'([\w.-]+)'|`([^`]+)`)/g)]
      .map(([, plain, template]) => plain ?? template!)
      .filter((literal) => !spaces.some((space) => keys.some((key) => asPattern(space, literal).test(key)))),
  )
  expect(missing).toEqual([])
})

function readMessages(locale: string): Tree {
  const files = readdirSync(join(messagesFolder, locale))
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(join(messagesFolder, locale, file), 'utf8'))))
}

function flatten(tree: Tree, path = ''): Record<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]) => {
    const name = path ? `${path}.${key}` : key
    return typeof value === 'string' ? [[name, value] as const] : Object.entries(flatten(value, name))
  })
  return Object.fromEntries(entries)
}

function argumentsOf(message: string): string[] {
  const values = [...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]!)
  const tags = [...message.matchAll(/<(\w+)>/g)].map((match) => `<${match[1]}>`)
  return [...new Set([...values, ...tags])].sort()
}

/** Returns the components that translate, with the name spaces that they read from. */
function readSources() {
  const root = join(import.meta.dirname, '..')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  )
  return files
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .map((source) => ({
      source,
      spaces: [...source.matchAll(/useTranslations(?:<'([\w.]+)'>|\((?:'([\w.]+)')?\))|<Both\s+of="([\w.]+)"/g)].map(
        ([, typed, used, said]) => typed ?? used ?? said ?? '',
      ),
    }))
    .filter(({ spaces }) => spaces.length > 0)
}

/** A hole in a template stands for any one name. */
function asPattern(space: string, literal: string): RegExp {
  const path = (space ? `${space}.${literal}` : literal).replace(/\$\{[^}]*\}/g, '*').replace(/\./g, '\\.')
  return new RegExp(`^${path.replace(/\*/g, '[\\w-]+')}$`)
}
