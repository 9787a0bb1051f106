/*
 * A file on its way from another room to My data, as when a trip is to be sealed. It lives in memory only: after a reload
 * the room asks for a file as always, and the trip is where it was.
 */
let waiting: File | undefined

/** Leaves a file for My data to take. */
export function handOver(file: File): void {
  waiting = file
}

/** Returns the file that was left, once. */
export function takeHandedOver(): File | undefined {
  const file = waiting
  waiting = undefined
  return file
}
