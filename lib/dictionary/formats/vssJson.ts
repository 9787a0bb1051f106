import { BaseError } from '../../errors.ts'
import type { Dictionary, Field } from '../dictionarySchema.ts'
import { guardJson } from '../guardJson.ts'
import { type DictionaryHead, type Imported, toImported } from './Imported.ts'
import { fieldOfLeaf, leafOfField, type VssLeaf } from './vssNode.ts'

/* The JSON that the tools of VSS write: branches with `children`, leaves with `datatype`, instances already written out. */
type VssNode = VssLeaf & { children?: unknown }

/** Returns the dictionary of a VSS tree in JSON. */
export function importVssJson(text: string, head: DictionaryHead): Imported {
  return importVssTree(guardJson(text), head)
}

/** Returns the dictionary of a VSS tree. */
export function importVssTree(tree: unknown, head: DictionaryHead): Imported {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) throw new NotVssError('no object')
  const fields: Field[] = []
  const skipped: Imported['skipped'] = []
  const counts = { branches: 0, sensors: 0, actuators: 0, attributes: 0 }
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) throw new NotVssError(`a ${typeof node} at ${path}`)
    const { children, ...leaf } = node as VssNode
    if (leaf.type === 'branch') {
      counts.branches++
      for (const [name, child] of Object.entries(children ?? {})) visit(child, `${path}.${name}`)
      return
    }
    const field = fieldOfLeaf(path, leaf, skipped, head.version)
    if (!field) return
    counts[`${leaf.type as 'sensor' | 'actuator' | 'attribute'}s`]++
    fields.push(field)
  }
  for (const [name, node] of Object.entries(tree)) visit(node, name)
  if (fields.length === 0) throw new NotVssError('no signal')
  return toImported(head, fields, { counts: { ...counts, fields: fields.length }, skipped })
}

/** Returns the dictionary as a VSS tree in JSON. */
export function exportVssJson(dictionary: Dictionary): string {
  return `${JSON.stringify(toVssTree(dictionary), null, 2)}\n`
}

/** Returns the dictionary as a VSS tree. */
export function toVssTree({ fields }: Dictionary): Record<string, VssNode> {
  const root: Record<string, VssNode> = {}
  for (const field of fields) {
    const parts = field.path.split('.')
    let children = root
    for (const [depth, part] of parts.slice(0, -1).entries()) {
      children[part] ??= { type: 'branch', description: `${parts.slice(0, depth + 1).join('.')}.`, children: {} }
      children = children[part].children as Record<string, VssNode>
    }
    children[parts.at(-1)!] = leafOfField(field)
  }
  return root
}

export class NotVssError extends BaseError {
  override readonly name = 'Dictionary.NotVssError'
  constructor(found: string) {
    super(`Expected a VSS tree, found ${found}.`)
  }
}
