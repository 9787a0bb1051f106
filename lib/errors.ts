/** Options of every error of ours: facts for a person, kept apart from the one-sentence message. */
export type BaseErrorOptions = {
  cause?: unknown
  /** One more sentence of detail, often the words of another program. */
  details?: string
  /** Lines that say what valid input looks like, or what to do next. */
  metaMessages?: readonly string[]
}

/**
 * The root of all errors thrown by this project. `name` is the stable key that screens and tests
 * switch on; the message is one sentence that says what was expected and what was found.
 */
export class BaseError extends Error {
  override name = 'BaseError'
  readonly shortMessage: string
  readonly details: string | undefined
  readonly metaMessages: readonly string[]

  constructor(shortMessage: string, options: BaseErrorOptions = {}) {
    const lines = [shortMessage, ...(options.metaMessages ?? [])]
    if (options.details) lines.push(`Details: ${options.details}`)
    super(lines.join('\n'), options.cause === undefined ? undefined : { cause: options.cause })
    this.shortMessage = shortMessage
    this.details = options.details
    this.metaMessages = options.metaMessages ?? []
  }
}
