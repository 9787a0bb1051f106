import { BaseError } from '../errors.ts'

/*
 * Documents come from strangers: from a file, a block, a chain. Before anything looks into one, it is made sure that it is
 * not too long, not too deep, has not too many parts and no name that means something to the language it is read with.
 */
export type JsonLimits = { maxBytes: number; maxDepth: number; maxNodes: number }

export const documentLimits: JsonLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 32, maxNodes: 2_000_000 }
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Returns the value of JSON text; throws by name when it breaks a limit, before much work is done. */
export function guardJson(text: string, limits: JsonLimits = documentLimits): unknown {
  if (text.length > limits.maxBytes) throw new TooLargeError(`${text.length} characters`, `${limits.maxBytes}`)
  checkDepth(text, limits.maxDepth)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new InvalidJsonError((error as Error).message)
  }
  guardValue(value, limits)
  return value
}

/** Throws by name unless the value is plain data within the limits: no cycle, no forbidden name, no function. */
export function guardValue(value: unknown, { maxDepth, maxNodes }: JsonLimits = documentLimits): void {
  let nodes = 0
  const above = new Set<object>()
  const visit = (node: unknown, depth: number): void => {
    if (++nodes > maxNodes) throw new TooLargeError(`more than ${maxNodes} values`, `${maxNodes}`)
    if (typeof node !== 'object' || node === null) {
      checkLeaf(node)
      return
    }
    if (above.has(node)) throw new CycleError('a value that contains itself')
    if (depth > maxDepth) throw new TooDeepError(maxDepth)
    above.add(node)
    if (Array.isArray(node)) for (const member of node) visit(member, depth + 1)
    else visitMembers(node, depth)
    above.delete(node)
  }
  const visitMembers = (node: object, depth: number): void => {
    for (const [key, member] of Object.entries(node)) {
      if (forbiddenKeys.has(key)) throw new ForbiddenKeyError(key)
      visit(member, depth + 1)
    }
  }
  visit(value, 1)
}

/** Returns whether the word would mean something to the language when used as a name. */
export function isForbiddenKey(word: string): boolean {
  return forbiddenKeys.has(word)
}

function checkLeaf(value: unknown): void {
  if (value === null || ['string', 'boolean', 'undefined'].includes(typeof value)) return
  if (typeof value === 'number' && Number.isFinite(value)) return
  throw new InvalidJsonError(`found ${typeof value === 'number' ? value : typeof value} where JSON has no such value`)
}

function checkDepth(text: string, maxDepth: number): void {
  let depth = 0
  let isInside = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isInside) {
      if (code === 92) i++
      else if (code === 34) isInside = false
    } else if (code === 34) isInside = true
    else if (code === 123 || code === 91) {
      if (++depth > maxDepth) throw new TooDeepError(maxDepth)
    } else if (code === 125 || code === 93) depth--
  }
}

export class TooLargeError extends BaseError {
  override readonly name = 'Dictionary.TooLargeError'
  constructor(found: string, limit: string) {
    super(`Expected a document of at most ${limit}, found ${found}.`)
  }
}

export class TooDeepError extends BaseError {
  override readonly name = 'Dictionary.TooDeepError'
  constructor(maxDepth: number) {
    super(`Expected a document nested at most ${maxDepth} levels deep, found a deeper one.`)
  }
}

export class ForbiddenKeyError extends BaseError {
  override readonly name = 'Dictionary.ForbiddenKeyError'
  constructor(key: string) {
    super(`Expected a document without the name "${key}", which programs take for their own, found it.`)
  }
}

export class CycleError extends BaseError {
  override readonly name = 'Dictionary.CycleError'
  constructor(found: string) {
    super(`Expected a document without circles, found ${found}.`)
  }
}

export class InvalidJsonError extends BaseError {
  override readonly name = 'Dictionary.InvalidJsonError'
  constructor(details: string) {
    super('Expected JSON, found something else.', { details: details.slice(0, 300) })
  }
}
