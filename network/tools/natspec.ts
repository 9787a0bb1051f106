/*
 * NatSpec as the compiler's syntax tree holds it: the tags of one comment, and what of the public side of the contracts
 * has none. The linter asks for the tags of functions and events only; readers look for those of errors and structs too.
 */
export type AstNode = {
  nodeType: string
  name: string
  id?: number
  visibility?: string
  kind?: string
  contractKind?: string
  documentation?: { text: string } | null
  parameters?: { parameters: readonly AstNode[] }
  returnParameters?: { parameters: readonly AstNode[] }
  members?: readonly AstNode[]
  nodes?: readonly AstNode[]
  linearizedBaseContracts?: readonly number[]
}

type Tagged = { name: string; text: string }
export type Natspec = { notice: string; dev: string; isInherited: boolean; params: Tagged[]; returns: string[] }

/** Returns the tags of one comment. Text before the first tag is a notice, as the compiler has it. */
export function parseNatspec(text = ''): Natspec {
  const natspec: Natspec = { notice: '', dev: '', isInherited: false, params: [], returns: [] }
  for (const part of `@notice ${text}`.split(/(?:^|\s)@(?=[a-z])/).slice(1)) {
    const [, tag = '', body = ''] = /^(\w+)\s*([\s\S]*)$/.exec(part) ?? []
    const words = body.replace(/\s+/g, ' ').trim()
    if (tag === 'notice') natspec.notice ||= words
    else if (tag === 'dev') natspec.dev = words
    else if (tag === 'inheritdoc') natspec.isInherited = true
    else if (tag === 'param') natspec.params.push(splitName(words))
    else if (tag === 'return') natspec.returns.push(words)
  }
  return natspec
}

function splitName(words: string): Tagged {
  const [name = ''] = words.split(' ', 1)
  return { name, text: words.slice(name.length).trim() }
}

/** Returns what a reader of a source would look for in vain, as in `IOracle.report: @param value`. */
export function findUndocumented(source: AstNode): string[] {
  return (source.nodes ?? [])
    .filter(({ nodeType }) => nodeType === 'ContractDefinition')
    .flatMap((contract) =>
      (contract.nodes ?? [])
        .filter((node) => isPublic(node, contract))
        .flatMap((node) => missingTags(node).map((tag) => `${contract.name}.${node.name}: ${tag}`)),
    )
}

function isPublic({ nodeType, visibility, kind }: AstNode, { contractKind }: AstNode): boolean {
  if (nodeType === 'EventDefinition' || nodeType === 'ErrorDefinition') return true
  if (nodeType === 'StructDefinition' || nodeType === 'EnumDefinition') return contractKind === 'interface'
  if (nodeType === 'FunctionDefinition') return kind === 'function' && /^(public|external)$/.test(visibility ?? '')
  return nodeType === 'VariableDeclaration' && visibility === 'public'
}

function missingTags(node: AstNode): string[] {
  const { notice, isInherited, params, returns } = parseNatspec(node.documentation?.text)
  if (isInherited) return []
  const named = node.nodeType === 'StructDefinition' ? node.members : node.parameters?.parameters
  const given = new Map(params.map(({ name, text }) => [name, text]))
  const results = node.returnParameters?.parameters ?? []
  return [
    ...(notice ? [] : ['@notice']),
    ...(named ?? []).filter(({ name }) => !given.get(name)).map(({ name }) => `@param ${name}`),
    ...results.filter((_, i) => !returns[i]).map(({ name }, i) => `@return ${name || i + 1}`),
  ]
}
