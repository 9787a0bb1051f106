import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AbiParameter } from 'viem'
import { BaseError } from '../../lib/errors.ts'
import type { AstNode } from './natspec.ts'

/*
 * What the compiler knows of the contracts without making code of them: interfaces, documentation, storage, syntax. Who
 * documents an item and who declares it may be two, so an item is looked up in all that a contract inherits from.
 */
type Dev = { details?: string; params?: Record<string, string>; returns?: Record<string, string> }
type User = { notice?: string }
export type AbiItem = {
  type: string
  name?: string
  inputs?: readonly AbiParameter[]
  outputs?: readonly AbiParameter[]
}
export type Slot = { label: string; slot: string; offset: number; type: string }
export type SlotType = {
  label: string
  numberOfBytes: string
  members?: readonly Slot[]
  value?: string
  base?: string
}
export type Compiled = {
  abi: readonly AbiItem[]
  devdoc: Dev & {
    title?: string
    methods?: Record<string, Dev>
    events?: Record<string, Dev>
    errors?: Record<string, Dev[]>
  }
  userdoc: User & {
    methods?: Record<string, User>
    events?: Record<string, User>
    errors?: Record<string, User[]>
  }
  storageLayout: { storage: readonly Slot[]; types: Record<string, SlotType> | null }
}
type Output = {
  errors?: readonly { severity: string; formattedMessage: string }[]
  contracts: Record<string, Record<string, Compiled>>
  sources: Record<string, { ast: AstNode }>
}
/** A contract with what it inherits from, nearest first. */
export type Subject = {
  name: string
  own: Compiled
  bases: readonly { node: AstNode; compiled: Compiled; path: string }[]
}
type Texts = readonly (string | undefined)[] | undefined
export type Docs = { notice: string | undefined; details: string | undefined; params: Texts; returns: Texts }

const solc: { compile(input: string, callbacks: { import: (path: string) => object }): string } = createRequire(
  import.meta.url,
)('solc')

/** What others have specified is not told again, only named. */
const standards: Readonly<Record<string, string>> = {
  IERC20: 'ERC-20',
  IERC20Metadata: 'ERC-20',
  IERC20Errors: 'ERC-6093',
  IERC20Permit: 'ERC-2612',
  IERC721: 'ERC-721',
  IERC721Metadata: 'ERC-721',
  IERC721Errors: 'ERC-6093',
  IERC165: 'ERC-165',
  IERC5267: 'ERC-5267',
}

const outputSelection = { '*': { '': ['ast'], '*': ['abi', 'devdoc', 'userdoc', 'storageLayout'] } }

/** Returns what the compiler says of sources; throws by name unless they compile. */
export function compileDocs(paths: readonly string[]): Output {
  const sources = Object.fromEntries(paths.map((path) => [path, { content: readFileSync(path, 'utf8') }]))
  const settings = { evmVersion: 'cancun', outputSelection }
  const load = (path: string) => {
    const found = [path, join('node_modules', path)].find((candidate) => existsSync(candidate))
    return found ? { contents: readFileSync(found, 'utf8') } : { error: `no file ${path}` }
  }
  const input = JSON.stringify({ language: 'Solidity', sources, settings })
  const output: Output = JSON.parse(solc.compile(input, { import: load }))
  const failed = output.errors?.find(({ severity }) => severity === 'error')
  if (failed) throw new CompileError(failed.formattedMessage)
  return output
}

/** Returns how to find a contract of ours by its name, with what it inherits from. */
export function indexContracts({ sources, contracts }: Output): (name: string) => Subject {
  const byId = new Map(
    Object.entries(sources).flatMap(([path, { ast }]) =>
      (ast.nodes ?? [])
        .filter(({ nodeType }) => nodeType === 'ContractDefinition')
        .map((node) => [node.id, { node, path, compiled: contracts[path]![node.name]! }] as const),
    ),
  )
  return (name) => {
    const own = [...byId.values()].find(({ node, path }) => node.name === name && path === `contracts/${name}.sol`)!
    const bases = (own.node.linearizedBaseContracts ?? []).map((id) => byId.get(id)!)
    return { name, own: own.compiled, bases }
  }
}

/** Returns which standard or library an item is from, none if we say something of it ourselves. */
export function standardOf({ bases }: Subject, item: AbiItem): string | undefined {
  const key = keyOf(item)
  const has = ({ compiled }: Subject['bases'][number]) =>
    compiled.abi.some((other) => other.type === item.type && keyOf(other) === key)
  const isOurs = bases.some(
    (base) => base.path.startsWith('contracts/') && noteOf(base.compiled.userdoc[kindOf(item)]?.[key])?.notice,
  )
  if (isOurs) return undefined
  const [from] = bases.filter(has).reverse()
  return (from && standards[from.node.name]) ?? 'OpenZeppelin'
}

/**
 * Returns what is said of an item. The nearest gives the notice; what is said of parameters stands furthest up, where a
 * variable's key and a renamed parameter are named as they are documented, so it is told by place.
 */
export function docsOf({ bases }: Subject, item: AbiItem): Docs {
  const kind = kindOf(item)
  const key = keyOf(item)
  const users = bases.map(({ compiled }) => noteOf(compiled.userdoc[kind]?.[key]))
  const devs = bases.map(({ compiled }) => ({
    said: noteOf(compiled.devdoc[kind]?.[key]),
    of: compiled.abi.find((other) => other.type === item.type && keyOf(other) === key),
  }))
  const withParams = devs.findLast(({ said }) => said?.params)
  const withReturns = devs.findLast(({ said }) => said?.returns)
  return {
    notice: users.find((user) => user?.notice)?.notice,
    details: devs.find(({ said }) => said?.details)?.said?.details,
    params: withParams?.of?.inputs?.map(({ name }) => withParams.said?.params?.[name!]),
    returns: withReturns?.of?.outputs?.map(({ name }, i) => withReturns.said?.returns?.[name || `_${i}`]),
  }
}

function kindOf({ type }: AbiItem): 'methods' | 'events' | 'errors' {
  if (type === 'function') return 'methods'
  return type === 'event' ? 'events' : 'errors'
}

/** The compiler gives errors as lists, since several may have one signature. */
function noteOf<T>(note: T | readonly T[] | undefined): T | undefined {
  return Array.isArray(note) ? note[0] : (note as T | undefined)
}

/** The name that documentation is kept under: the canonical signature. */
function keyOf({ name, inputs = [] }: AbiItem): string {
  return `${name}(${inputs.map(canonicalType).join(',')})`
}

function canonicalType(parameter: AbiParameter): string {
  if (!('components' in parameter)) return parameter.type
  return parameter.type.replace('tuple', `(${parameter.components.map(canonicalType).join(',')})`)
}

export class CompileError extends BaseError {
  override readonly name = 'Contracts.CompileError'
  constructor(message: string) {
    super('Expected the contracts to compile, found an error.', { details: message })
  }
}
