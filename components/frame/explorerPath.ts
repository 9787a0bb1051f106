export const explorerKinds = ['block', 'tx', 'address', 'token'] as const
export type ExplorerKind = (typeof explorerKinds)[number]

export type ExplorerQuery = Readonly<Record<string, string>>

/** Returns the EIP-3091 path of a page of the explorer, with what else its address says. */
export function explorerPath(kind: ExplorerKind, id: string, query: ExplorerQuery = {}): string {
  const search = new URLSearchParams(query).toString()
  return search ? `/${kind}/${id}?${search}` : `/${kind}/${id}`
}

/** Returns what an EIP-3091 path names, or undefined where the path is none. */
export function parseExplorerPath(path: string): { kind: ExplorerKind; id: string } | undefined {
  const match = /^\/(block|tx|address|token)\/([^/]+)\/?$/.exec(path)
  if (!match) return undefined
  return { kind: match[1] as ExplorerKind, id: decode(match[2]!) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
