export type TreeRow = { path: string; name: string; level: number; field: number | undefined; count: number }

type Node = {
  path: string
  name: string
  level: number
  field: number | undefined
  count: number
  children: Map<string, Node>
}

/** Returns the branches and fields in order, each with how many fields lie below. */
export function buildFieldTree(paths: readonly string[]): TreeRow[] {
  const root: Node = { path: '', name: '', level: 0, field: undefined, count: 0, children: new Map() }
  for (const [index, path] of paths.entries()) {
    let node = root
    node.count++
    for (const name of path.split('.')) {
      let child = node.children.get(name)
      if (!child) {
        const below = node.path === '' ? name : `${node.path}.${name}`
        child = { path: below, name, level: node.level + 1, field: undefined, count: 0, children: new Map() }
        node.children.set(name, child)
      }
      node = child
      node.count++
    }
    node.field = index
  }
  return listBelow(root)
}

function listBelow({ children }: Node): TreeRow[] {
  const sorted = [...children.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return sorted.flatMap((node) => {
    const { path, name, level, field, count } = node
    return [{ path, name, level, field, count: field === undefined ? count : 0 }, ...listBelow(node)]
  })
}

/** Returns the rows that show with these branches closed. */
export function visibleRows(rows: readonly TreeRow[], closed: ReadonlySet<string>): TreeRow[] {
  const visible: TreeRow[] = []
  let hiddenBelow: number | undefined
  for (const row of rows) {
    if (hiddenBelow !== undefined && row.level > hiddenBelow) continue
    hiddenBelow = closed.has(row.path) && row.field === undefined ? row.level : undefined
    visible.push(row)
  }
  return visible
}
