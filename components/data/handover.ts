import type { DescriptionChoices } from '../../lib/market/descriptionSchema.ts'

/*
 * A file on its way from another room to My data, as when a trip is to be sealed. It lives in memory only: after a reload
 * the room asks for a file as always, and the trip is where it was.
 */
export type HandedOver = {
  file: File
  /** What the room that made the file knows of it; the owner may change it or leave it out. */
  known?: Partial<Pick<DescriptionChoices, 'title' | 'summary' | 'kind' | 'dictionary'>>
}

let waiting: HandedOver | undefined

/** Leaves a file for My data to take. */
export function handOver(handed: HandedOver): void {
  waiting = handed
}

/** Returns what was left, once. */
export function takeHandedOver(): HandedOver | undefined {
  const handed = waiting
  waiting = undefined
  return handed
}
