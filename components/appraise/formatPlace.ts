import type { CoarsePlace } from '../../lib/appraisal/coarsePlace.ts'

/** Returns a place in degrees, with the one digit that it has. */
export function formatPlace({ latitude, longitude }: CoarsePlace): { latitude: string; longitude: string } {
  return { latitude: (latitude / 10).toFixed(1), longitude: (longitude / 10).toFixed(1) }
}
