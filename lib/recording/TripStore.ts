/** Where trips are kept. One writer at a time; what was appended is safe when `append` returns. */
export type TripFile = {
  append(bytes: Uint8Array): void
  /** Cuts what a crash left half written. */
  truncate(length: number): void
  read(): Uint8Array
  close(): void
}

export type TripStore = {
  list(): Promise<string[]>
  /** The trips that are open for writing now, in this tab or another. */
  held(): Promise<ReadonlySet<string>>
  /** Opens a trip for writing; throws when another tab records it. */
  open(id: string): Promise<TripFile>
  /** Returns the bytes so far, also while somebody writes. */
  read(id: string): Promise<Uint8Array>
  remove(id: string): Promise<void>
}
