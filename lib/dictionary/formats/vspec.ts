import { parseDocument, stringify } from 'yaml'
import { BaseError } from '../../errors.ts'
import type { Dictionary } from '../dictionarySchema.ts'
import { CycleError, documentLimits, guardValue, TooDeepError, TooLargeError } from '../guardJson.ts'
import type { DictionaryHead, Imported } from './Imported.ts'
import { importVssTree, NotVssError } from './vssJson.ts'
import { leafOfField } from './vssNode.ts'

/*
 * VSS as its authors write it: YAML files that include each other with `#include FILE [BRANCH]`, flat names, and branches
 * that say in `instances` how often they exist. https://covesa.github.io/vehicle_signal_specification/rule_set/
 */
export type VspecFiles = ReadonlyMap<string, string>
type Node = Record<string, unknown> & { type?: unknown; instances?: unknown; instantiate?: unknown }
type Flat = Map<string, Node>

const maxIncludeDepth = 20
const maxIncludes = 2_000
const maxInstances = 10_000
const includeLine = /^\s*#include\s+(\S+)(?:\s+(\S+))?\s*$/

/** Returns the dictionary of the tree that begins with the entry file; the files are named by their paths. */
export function importVspec(files: VspecFiles, entry: string, head: DictionaryHead): Imported {
  const total = [...files.values()].reduce((sum, text) => sum + text.length, 0)
  if (total > documentLimits.maxBytes) throw new TooLargeError(`${total} characters`, `${documentLimits.maxBytes}`)
  const flat: Flat = new Map()
  const budget = { includes: 0 }
  readFile({ files, flat, budget }, normalize(entry), '', [])
  return importVssTree(toTree(expand(flat)), head)
}

/** Returns the dictionary as one vspec file without includes. */
export function exportVspec({ fields }: Dictionary): string {
  const entries: Record<string, unknown> = {}
  for (const field of fields) {
    const parts = field.path.split('.')
    for (let depth = 1; depth < parts.length; depth++) {
      const branch = parts.slice(0, depth).join('.')
      entries[branch] ??= { type: 'branch', description: `${branch}.` }
    }
    entries[field.path] = leafOfField(field)
  }
  return stringify(entries, { lineWidth: 0, aliasDuplicateObjects: false })
}

type Reading = { files: VspecFiles; flat: Flat; budget: { includes: number } }

function readFile(reading: Reading, path: string, prefix: string, above: readonly string[]): void {
  if (above.includes(path)) throw new CycleError(`${path}, which includes itself`)
  if (above.length >= maxIncludeDepth) throw new TooDeepError(maxIncludeDepth)
  if (++reading.budget.includes > maxIncludes)
    throw new TooLargeError(`more than ${maxIncludes} includes`, `${maxIncludes}`)
  const text = reading.files.get(path)
  if (text === undefined) throw new MissingFileError(path)
  let block: string[] = []
  const flush = () => {
    addNodes(reading.flat, parseYaml(block.join('\n'), path), prefix)
    block = []
  }
  for (const line of text.split(/\r?\n/)) {
    const [, target, branch] = includeLine.exec(line) ?? []
    if (target === undefined) {
      block.push(line)
      continue
    }
    flush()
    readFile(reading, resolve(path, target, reading.files), joinPath(prefix, branch ?? ''), [...above, path])
  }
  flush()
}

function parseYaml(text: string, path: string): Record<string, unknown> {
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, prettyErrors: true })
  const [error] = document.errors
  if (error) throw new InvalidVspecError(path, error.message)
  // One alias can stand for a thousand values, so none is followed.
  const value: unknown = document.toJS({ maxAliasCount: 0 })
  if (value === null || value === undefined) return {}
  guardValue(value)
  if (typeof value !== 'object' || Array.isArray(value)) throw new InvalidVspecError(path, 'Not a list of names.')
  return value as Record<string, unknown>
}

function addNodes(flat: Flat, nodes: Record<string, unknown>, prefix: string): void {
  for (const [name, node] of Object.entries(nodes)) {
    if (typeof node !== 'object' || node === null) throw new NotVssError(`a ${typeof node} at ${name}`)
    const path = joinPath(prefix, name)
    // An overlay says of a known name only what differs.
    flat.set(path, { ...flat.get(path), ...(node as Node) })
  }
}

/** Writes out the instances of each branch: one copy of what lies below for each. */
function expand(flat: Flat): Flat {
  const expanded: Flat = new Map()
  for (const [path, node] of flat) {
    for (const copy of copiesOf(path, node, flat)) {
      if (expanded.size >= maxInstances * 2)
        throw new TooLargeError(`more than ${maxInstances} instances`, `${maxInstances}`)
      expanded.set(copy, node)
    }
  }
  return expanded
}

function copiesOf(path: string, node: Node, flat: Flat): string[] {
  const parts = path.split('.')
  let copies: string[] = ['']
  for (const [depth, part] of parts.entries()) {
    copies = copies.map((copy) => joinPath(copy, part))
    const isLast = depth === parts.length - 1
    const branch = flat.get(parts.slice(0, depth + 1).join('.'))
    if (isLast || branch?.instances === undefined || node.instantiate === false) continue
    const names = instanceNames(branch.instances)
    if (copies.length * names.length > maxInstances)
      throw new TooLargeError(`more than ${maxInstances} instances`, `${maxInstances}`)
    copies = copies.flatMap((copy) => names.map((name) => joinPath(copy, name)))
  }
  return copies
}

/** `Row[1,2]` is Row1, Row2; a list of names is each of them; a list of such lists goes one below the other. */
function instanceNames(instances: unknown): string[] {
  if (typeof instances === 'string') return rangeNames(instances)
  if (!Array.isArray(instances)) throw new NotVssError('instances that are neither a range nor a list')
  const isOneLevel = instances.every((name) => typeof name === 'string' && !/\[/.test(name))
  if (isOneLevel) return instances as string[]
  return instances.reduce<string[]>(
    (names, level) => {
      const next = instanceNames(level)
      if (names.length * next.length > maxInstances)
        throw new TooLargeError(`more than ${maxInstances} instances`, `${maxInstances}`)
      return names.flatMap((name) => next.map((inner) => joinPath(name, inner)))
    },
    [''],
  )
}

function rangeNames(text: string): string[] {
  const [, name, first, last] = /^(\w+)\[(\d{1,5}),\s*(\d{1,5})\]$/.exec(text) ?? []
  if (name === undefined) return [text]
  const [from, to] = [Number(first), Number(last)]
  if (to < from || to - from >= maxInstances) throw new NotVssError(`the range ${text}`)
  return Array.from({ length: to - from + 1 }, (_, i) => `${name}${from + i}`)
}

function toTree(flat: Flat): Record<string, unknown> {
  const root: Node = Object.create(null)
  for (const [path, { instances: _, instantiate: __, ...node }] of flat) {
    const parts = path.split('.')
    const last = parts.pop()!
    const children = parts.reduce(childrenOf, root)
    children[last] = { ...(children[last] as object | undefined), ...node }
  }
  guardValue(root)
  return { ...root }
}

function childrenOf(children: Node, name: string): Node {
  children[name] ??= { type: 'branch' }
  const branch = children[name] as Node
  branch.children ??= Object.create(null)
  return branch.children as Node
}

function joinPath(prefix: string, name: string): string {
  return prefix === '' ? name : name === '' ? prefix : `${prefix}.${name}`
}

/** Paths are relative to the file that includes, or to the root of the tree. */
function resolve(from: string, target: string, files: VspecFiles): string {
  const beside = normalize(`${from.slice(0, from.lastIndexOf('/') + 1)}${target}`)
  return files.has(beside) ? beside : files.has(normalize(target)) ? normalize(target) : beside
}

function normalize(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

export class MissingFileError extends BaseError {
  override readonly name = 'Dictionary.MissingFileError'
  constructor(path: string) {
    super(`Expected the file ${path.slice(0, 200)}, which another one includes, among those that were given.`)
  }
}

export class InvalidVspecError extends BaseError {
  override readonly name = 'Dictionary.InvalidVspecError'
  constructor(path: string, details: string) {
    super(`Expected ${path.slice(0, 200)} to be a vspec file, found something else.`, {
      details: details.slice(0, 300),
    })
  }
}
