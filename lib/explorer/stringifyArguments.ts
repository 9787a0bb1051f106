/** Returns the arguments of an event as JSON; whole numbers become decimal text, which loses nothing. */
export function stringifyArguments(args: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(args, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}
