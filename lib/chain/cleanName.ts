const maxNameLength = 32

/** Returns the name without marks that nobody sees, cut to a length that fits a line. */
export function cleanName(name: string): string {
  const visible = name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
  return visible.length > maxNameLength ? `${visible.slice(0, maxNameLength - 1)}…` : visible
}
