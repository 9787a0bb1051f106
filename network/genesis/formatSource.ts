import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/*
 * What the app publishes of each contract, so that a reader can compare the code on the chain with what its source
 * compiles to: /contracts/NAME.json, and each source once, under its path.
 */
type Place = { start: number; length: number }
type Artifact = {
  contractName: string
  inputSourceName: string
  buildInfoId: string
  deployedBytecode: string
  immutableReferences?: Record<string, readonly Place[]>
}
type BuildInput = { solcLongVersion: string; input: { sources: Record<string, { content: string }> } }
type BuildOutput = { output: { contracts: Record<string, Record<string, { metadata?: string }>> } }
type Notes = { notice?: string; details?: string }
type Metadata = {
  settings: { evmVersion: string; optimizer: object }
  sources: Record<string, unknown>
  output: {
    userdoc: Notes & { methods?: Record<string, Notes>; events?: Record<string, Notes> }
    devdoc: Notes & { title?: string }
  }
}

export type BuildInfo = { input: BuildInput; output: BuildOutput }

/** Returns the build with everything that the compiler was given and gave. */
export async function readBuildInfo(id: string): Promise<BuildInfo> {
  const folder = join('artifacts', 'build-info')
  const names = await readdir(folder)
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'))
  if (!names.includes(`${id}.json`)) throw new Error(`Expected ${id}.json in ${folder}.`)
  return { input: await read(`${id}.json`), output: await read(`${id}.output.json`) }
}

/** Returns the files to publish for a contract, by their paths under /contracts. */
export function formatSource(artifact: Artifact, { input, output }: BuildInfo): Map<string, string> {
  const { contractName, inputSourceName } = artifact
  const metadata = readMetadata(output.output.contracts[inputSourceName]?.[contractName]?.metadata, contractName)
  const { userdoc } = metadata.output
  const paths = [inputSourceName, ...Object.keys(metadata.sources).filter((path) => path !== inputSourceName)]
  const source = {
    name: contractName,
    compiler: input.solcLongVersion,
    settings: { evmVersion: metadata.settings.evmVersion, optimizer: metadata.settings.optimizer },
    notice: describeContract(contractName, metadata, output),
    functions: noticesOf(userdoc.methods),
    events: noticesOf(userdoc.events),
    sources: paths.map(publicPath),
    deployedBytecode: artifact.deployedBytecode,
    immutables: Object.values(artifact.immutableReferences ?? {}).flat(),
  }
  return new Map([
    [`${contractName}.json`, `${JSON.stringify(source, null, 1)}\n`],
    ...paths.map((path) => [publicPath(path), input.input.sources[path]!.content] as const),
  ])
}

/** Ours begin with `contracts/`, those of libraries with `npm/`. */
function publicPath(path: string): string {
  return `sources/${path.replace(/^project\//, '')}`
}

/** The prose stands in the interface, where there is one. */
function describeContract(name: string, own: Metadata, { output }: BuildOutput): string {
  const text = Object.entries(output.contracts).find(([path]) => path.endsWith(`/I${name}.sol`))?.[1][`I${name}`]
    ?.metadata
  const { userdoc, devdoc } = (text ? (JSON.parse(text) as Metadata) : own).output
  return [devdoc.title, userdoc.notice].filter(Boolean).join(' ')
}

function readMetadata(text: string | undefined, name: string): Metadata {
  if (!text)
    throw new Error(`Expected the compiler to give metadata of ${name}; see outputSelection in hardhat.config.ts.`)
  return JSON.parse(text) as Metadata
}

function noticesOf(notes: Record<string, Notes> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(notes).flatMap(([key, { notice }]) => (notice ? [[key, notice]] : [])))
}
