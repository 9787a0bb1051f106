import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import type { AbiEvent, AbiFunction, AbiParameter } from 'viem'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { BaseError } from '../../lib/errors.ts'

type Docs = { title?: string; notice?: string; methods?: Record<string, { notice?: string }> }
type AbiItem = { type: string; name?: string; inputs?: readonly AbiParameter[] }
type Slot = { label: string; slot: string; offset: number; type: string }
type Compiled = {
  abi: readonly AbiItem[]
  devdoc: Docs
  userdoc: Docs
  storageLayout: { storage: readonly Slot[]; types: Record<string, { label: string; numberOfBytes: string }> | null }
}
type Output = {
  errors?: readonly { severity: string; formattedMessage: string }[]
  contracts: Record<string, Record<string, Compiled>>
}

const solc: { compile(input: string, callbacks: { import: (path: string) => object }): string } = createRequire(
  import.meta.url,
)('solc')

/** Contracts of which genesis holds instances under other names. */
const instances: Readonly<Record<string, readonly string[]>> = {
  FiatToken: ['qde', 'qdr'],
  ScenarioToken: ['exchangetoken'],
}

const outputSelection = { '*': { '*': ['abi', 'devdoc', 'userdoc', 'storageLayout'] } }

/** Returns docs/contracts.md: each contract's purpose, calls, events, errors and storage, as the compiler reads them. */
export async function contractsPage(): Promise<string> {
  const names = (await readdir('contracts'))
    .filter((file) => /^[A-Z]\w*(?<!Base)\.sol$/.test(file))
    .map((file) => basename(file, '.sol'))
  const output = compile(names.map((name) => `contracts/${name}.sol`))
  const sections = names.sort().flatMap((name) => {
    const contract = output.contracts[`contracts/${name}.sol`]?.[name]
    const prose = output.contracts[`contracts/interfaces/I${name}.sol`]?.[`I${name}`]
    return contract ? [formatContract(name, contract, prose)] : []
  })
  return `${head}\n${sections.join('\n')}`
}

const head = `# The contracts, call by call

Written by \`npm run contracts\` out of the NatSpec of the sources and the compiler's storage layout; not to be edited. What
the parts are for and where they stand: [architecture.md](architecture.md). What calls cost: [gas.md](gas.md).
`

function compile(paths: readonly string[]): Output {
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

function formatContract(name: string, contract: Compiled, prose: Compiled | undefined): string {
  const own = [contract.devdoc.title, contract.userdoc.notice]
  const title = (
    own.some((text) => text && !text.startsWith('See I')) ? own : [prose?.devdoc.title, prose?.userdoc.notice]
  )
    .filter(Boolean)
    .join(' ')
  const keys = instances[name] ?? [name.toLowerCase()]
  const places = Object.entries(systemContracts).filter(([key]) => keys.includes(key.toLowerCase()))
  const place = places.map(([, address]) => `\`${address.replace(/^0x0+/, '0x…')}\``).join()
  return [
    `## ${name}${place && ` (${place})`}\n`,
    title && `${title}\n`,
    formatCalls(contract, prose),
    formatNames('Events', contract.abi, 'event'),
    formatNames('Errors', contract.abi, 'error'),
    formatStorage(contract),
  ]
    .filter(Boolean)
    .join('\n')
}

function formatCalls(contract: Compiled, prose: Compiled | undefined): string {
  const rows = contract.abi
    .filter((item): item is AbiFunction => item.type === 'function')
    .map((item) => {
      const notice = contract.userdoc.methods?.[keyOf(item)]?.notice ?? prose?.userdoc.methods?.[keyOf(item)]?.notice
      const returns = item.outputs.length > 0 ? ` → ${item.outputs.map(formatParameter).join(', ')}` : ''
      const isView = item.stateMutability === 'view' || item.stateMutability === 'pure'
      return `| \`${item.name}(${item.inputs.map(formatParameter).join(', ')})${returns}\` | ${isView ? 'read' : 'write'} | ${notice ?? ''} |`
    })
  if (rows.length === 0) return ''
  return `| call | | what it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

function formatNames(title: string, abi: readonly AbiItem[], type: string): string {
  const names = abi
    .filter((item): item is AbiItem & AbiEvent => item.type === type)
    .map(({ name, inputs }) => `\`${name}(${inputs.map(formatParameter).join(', ')})\``)
  return names.length > 0 ? `${title}: ${[...new Set(names)].join(', ')}\n` : ''
}

function formatStorage({ storageLayout: { storage, types } }: Compiled): string {
  if (storage.length === 0) return 'Storage: none.\n'
  const rows = storage.map(({ label, slot, offset, type }) => {
    const { label: typeName, numberOfBytes } = types![type]!
    return `| ${slot} | ${offset} | ${numberOfBytes} | \`${label}\` | \`${typeName}\` |`
  })
  return `| slot | at byte | bytes | storage | type |\n| ---: | ---: | ---: | --- | --- |\n${rows.join('\n')}\n`
}

function formatParameter({ name, type, ...rest }: AbiParameter): string {
  const named =
    'internalType' in rest ? rest.internalType?.match(/^(?:struct|enum) (?:\w+\.)?(\w+.*)$/)?.[1] : undefined
  return name ? `${named ?? type} ${name}` : (named ?? type)
}

/** The name that documentation is kept under: the canonical signature. */
function keyOf({ name, inputs }: AbiFunction): string {
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
