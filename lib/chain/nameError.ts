/** Returns the stable name of an error: that of the innermost cause which is ours, such as `Light.ProofMismatchError`. */
export function nameError(error: unknown): string {
  return (findOwn(error) ?? (error instanceof Error ? error : undefined))?.name ?? 'Error'
}

/** Returns the innermost cause that is ours; libraries wrap what is thrown through them. */
export function findOwn(error: unknown): Error | undefined {
  let found: Error | undefined
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (/^[A-Z]\w*\.[A-Z]\w*Error$/.test(cause.name)) found = cause
  }
  return found
}

/** Returns whether the name is that of an answer that came and does not stand, as against none that came. */
export function isRefusal(name: string): boolean {
  return /^(Light|Chain|Engine|Bytes)\./.test(name) && !others.has(name)
}

/** What is not the fault of an answer. */
const others = new Set([
  'Chain.InvalidNodeConfigError',
  'Light.NoAnchorError',
  'Light.NoAnswerError',
  'Light.NotStartedError',
  'Light.RangeTooWideError',
  'Light.RevertedError',
  'Light.CallFailedError',
  'Light.UnknownBlockError',
])
