import { findSeries, type Trip } from '../../lib/recording/Trip.ts'

/** Returns how far a trip went: the speed over its time, gaps left out. */
export function tripDistanceKm(trip: Pick<Trip, 'series'>): number {
  const speed = findSeries(trip, 'Vehicle.Speed')
  if (!speed) return 0
  let km = 0
  for (let at = 1; at < speed.times.length; at++) {
    const hours = (speed.times[at]! - speed.times[at - 1]!) / 3_600_000
    if (hours < longestGapHours) km += ((speed.values[at]! + speed.values[at - 1]!) / 2) * hours
  }
  return km
}

const longestGapHours = 5 / 3600
