/** Who asks: over a WebSocket there is somewhere to send notifications to. */
export type Client = {
  address: string
  notifications?: Notifications | undefined
}

export type Notifications = {
  subscribe(kind: string, options: unknown): string
  unsubscribe(id: string): boolean
}

export type Params = readonly unknown[]

/** Answers with anything JSON can carry; `RawJson` when it is JSON already. */
export type Method = (params: Params, client: Client) => unknown
export type Methods = Readonly<Record<string, Method>>

/** A result that was serialised elsewhere, in the query worker. */
export class RawJson {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
