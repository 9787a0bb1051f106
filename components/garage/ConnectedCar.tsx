'use client'

import type { ConnectedCar as Car } from '../../lib/recording/createGarageApi.ts'
import { CarTabs } from './CarTabs.tsx'
import { ConnectionBar } from './ConnectionBar.tsx'

/** The car that is plugged in: the connection with its recorder, and what the car says. */
export function ConnectedCar({ car }: { car: Car }) {
  return (
    <div className="flex flex-col gap-6 *:min-w-0">
      <ConnectionBar car={car} />
      <CarTabs />
    </div>
  )
}
