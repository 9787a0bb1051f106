import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { AbiFunction, AbiParameter } from 'viem'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { BaseError } from '../../lib/errors.ts'
import {
  type AbiItem,
  type Compiled,
  compileDocs,
  type Docs,
  docsOf,
  indexContracts,
  type Slot,
  type SlotType,
  type Subject,
  standardOf,
} from './compileDocs.ts'
import { type AstNode, findUndocumented, parseNatspec } from './natspec.ts'

/** Contracts of which genesis holds instances under other names. */
const instances: Readonly<Record<string, readonly string[]>> = {
  FiatToken: ['qde', 'qdr'],
  ScenarioToken: ['exchangetoken'],
}

/**
 * Returns docs/contracts.md: each contract's purpose, calls, types, events, errors and storage, as the compiler reads them.
 * Throws by name when something that others can see has no documentation.
 */
export async function contractsPage(): Promise<string> {
  const names = (await readdir('contracts'))
    .filter((file) => /^[A-Z]\w*(?<!Base)\.sol$/.test(file))
    .map((file) => basename(file, '.sol'))
  const output = compileDocs(names.map((name) => `contracts/${name}.sol`))
  const ours = Object.entries(output.sources).filter(([path]) => path.startsWith('contracts/'))
  const missing = ours.flatMap(([, { ast }]) => findUndocumented(ast))
  if (missing.length > 0) throw new UndocumentedError(missing)
  const find = indexContracts(output)
  const sections = names.sort().map((name) => formatContract(find(name)))
  return `${head}\n${sections.join('\n')}`
}

const head = `# The contracts, call by call

Written by \`npm run contracts\` out of the NatSpec of the sources and the compiler's storage layout; not to be edited. What
the parts are for and where they stand: [architecture.md](architecture.md). What calls cost: [gas.md](gas.md).

Times are in seconds since 1970, UTC. A wei is the smallest unit of a token with 18 decimals. A content id is one of IPFS.
`

function formatContract(subject: Subject): string {
  const { name, own } = subject
  const keys = instances[name] ?? [name.toLowerCase()]
  const places = Object.entries(systemContracts).filter(([key]) => keys.includes(key.toLowerCase()))
  const place = places.map(([, address]) => `\`${address.replace(/^0x0+/, '0x…')}\``).join()
  return [
    `## ${name}${place && ` (${place})`}\n`,
    ...formatProse(subject),
    formatCalls(subject),
    formatTypes(subject),
    formatNotes('event', subject),
    formatNotes('error', subject),
    formatStandard(subject),
    formatStorage(own),
    formatStructs(own),
  ]
    .filter(Boolean)
    .join('\n')
}

/** The prose stands in the interface, where there is one; the contract adds what is its own. */
function formatProse({ name, own, bases }: Subject): string[] {
  const prose = bases.find(({ node }) => node.name === `I${name}`)?.compiled
  const ownTitle = own.devdoc.title?.startsWith('See I') ? undefined : own.devdoc.title
  const first = [prose?.devdoc.title, prose?.userdoc.notice, ownTitle].filter(Boolean).join(' ')
  return [first, own.userdoc.notice].filter(Boolean).map((text) => `${text}\n`)
}

function formatCalls(subject: Subject): string {
  const rows = functionsOf(subject)
    .filter((item) => !standardOf(subject, item))
    .map((item) => {
      const returns = item.outputs.length > 0 ? ` → ${item.outputs.map(formatParameter).join(', ')}` : ''
      const isView = item.stateMutability === 'view' || item.stateMutability === 'pure'
      const signature = `${item.name}(${item.inputs.map(formatParameter).join(', ')})${returns}`
      return `| \`${signature}\` | ${isView ? 'read' : 'write'} | ${formatDocs(docsOf(subject, item), item)} |`
    })
  if (rows.length === 0) return ''
  return `| call | | what it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

function formatNotes(type: 'event' | 'error', subject: Subject): string {
  const items = subject.own.abi.filter((item): item is AbiFunction & AbiItem => item.type === type)
  const rows = items
    .filter((item) => !standardOf(subject, item))
    .map((item) => {
      const signature = `${item.name}(${item.inputs.map(formatParameter).join(', ')})`
      return `| \`${signature}\` | ${formatDocs(docsOf(subject, item), item)} |`
    })
  if (rows.length === 0) return ''
  return `| ${type} | ${type === 'event' ? 'what happened' : 'what was wrong'} |\n| --- | --- |\n${[...new Set(rows)].join('\n')}\n`
}

/** The structs and enums of our interfaces, from the syntax tree: the compiler gives no other documentation of them. */
function formatTypes({ bases }: Subject): string {
  const rows = bases
    .filter(({ path }) => path.startsWith('contracts/interfaces/'))
    .flatMap(({ node }) => node.nodes ?? [])
    .filter(({ nodeType }) => nodeType === 'StructDefinition' || nodeType === 'EnumDefinition')
    .map((node) => {
      const { notice, params } = parseNatspec(node.documentation?.text)
      const members = params.length > 0 ? params : enumMembers(node)
      return `| \`${node.name}\` | ${cell(notice, ...members.map(({ name, text }) => formatNamed(name, text)))} |`
    })
  return rows.length > 0 ? `| type | what it is |\n| --- | --- |\n${rows.join('\n')}\n` : ''
}

function enumMembers({ members = [] }: AstNode): { name: string; text: string }[] {
  return members.map(({ name, documentation }) => ({ name, text: parseNatspec(documentation?.text).dev }))
}

function formatStandard(subject: Subject): string {
  const items = subject.own.abi.filter((item): item is AbiFunction & AbiItem => 'name' in item)
  const names = Map.groupBy(items, (item) => standardOf(subject, item))
  const parts = [...names].flatMap(([standard, those]) =>
    standard ? [`${standard}: ${[...new Set(those.map(({ name }) => `\`${name}\``))].join(', ')}`] : [],
  )
  return parts.length > 0 ? `As others have specified it. ${parts.sort().join('. ')}.\n` : ''
}

function formatDocs({ notice, details, params, returns }: Docs, { inputs, outputs }: AbiItem): string {
  return cell(
    [notice, details].filter(Boolean).join(' '),
    ...(inputs ?? []).map(({ name }, i) => (params?.[i] ? formatNamed(name!, params[i]) : '')),
    ...(outputs ?? []).map(({ name }, i) =>
      returns?.[i] ? `→ ${name ? formatNamed(name, returns[i]) : returns[i]}` : '',
    ),
  )
}

function formatNamed(name: string, text: string): string {
  return text ? `\`${name}\`: ${text}` : `\`${name}\``
}

/** Lines of one cell of a table. */
function cell(...lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|'))
    .filter(Boolean)
    .join('<br>')
}

function formatStorage({ storageLayout: { storage, types } }: Compiled): string {
  if (storage.length === 0) return 'Storage: none.\n'
  const rows = storage.map((slot) => `| ${formatSlot(slot, types!)} |`)
  return `| slot | at byte | bytes | storage | type |\n| ---: | ---: | ---: | --- | --- |\n${rows.join('\n')}\n`
}

/** How structs lie from the slot on at which each begins. */
function formatStructs({ storageLayout: { storage, types } }: Compiled): string {
  const found = new Set<string>()
  const visit = (type: string): void => {
    const { members = [], value, base } = types![type]!
    if (members.length > 0) found.add(type)
    for (const next of [value, base, ...members.map((member) => member.type)]) if (next && !found.has(next)) visit(next)
  }
  for (const { type } of storage) visit(type)
  const rows = [...found].flatMap((type) =>
    types![type]!.members!.map((slot) => `| \`${typeName(types![type]!)}\` | ${formatSlot(slot, types!)} |`),
  )
  if (rows.length === 0) return ''
  return `| in storage | slot | at byte | bytes | field | type |\n| --- | ---: | ---: | ---: | --- | --- |\n${rows.join('\n')}\n`
}

function formatSlot({ label, slot, offset, type }: Slot, types: Record<string, SlotType>): string {
  const { numberOfBytes } = types[type]!
  return `${slot} | ${offset} | ${numberOfBytes} | \`${label}\` | \`${typeName(types[type]!)}\``
}

function typeName({ label }: SlotType): string {
  return label.replaceAll(/\b(?:struct|enum|contract) (?:\w+\.)?/g, '')
}

function functionsOf({ own }: Subject): AbiFunction[] {
  return own.abi.filter((item): item is AbiFunction => item.type === 'function')
}

function formatParameter({ name, type, ...rest }: AbiParameter): string {
  const named =
    'internalType' in rest ? rest.internalType?.match(/^(?:struct|enum) (?:\w+\.)?(\w+.*)$/)?.[1] : undefined
  return name ? `${named ?? type} ${name}` : (named ?? type)
}

export class UndocumentedError extends BaseError {
  override readonly name = 'Contracts.UndocumentedError'
  constructor(missing: readonly string[]) {
    super(`Expected NatSpec on all that others can see of a contract, found ${missing.length} without.`, {
      details: missing.join('\n'),
    })
  }
}
