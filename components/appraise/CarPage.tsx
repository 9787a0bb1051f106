'use client'

import { type ComponentType, lazy } from 'react'
import { LazyScreen } from '../ui/LazyScreen.tsx'

/* A page of this room is fetched after its first paint, with its words: so a first load holds the frame alone. */
const screens = {
  appraise: room(async () => (await import('./AppraiseScreen.tsx')).AppraiseScreen),
  vehicle: room(async () => (await import('./VehicleScreen.tsx')).VehicleScreen),
  record: room(async () => (await import('./RecordScreen.tsx')).RecordScreen),
  sale: room(async () => (await import('./SaleScreen.tsx')).SaleScreen),
  appraisal: room(async () => (await import('./AppraisalScreen.tsx')).AppraisalScreen),
  report: room(async () => (await import('./ReportScreen.tsx')).ReportScreen),
  oracle: room(async () => (await import('./OracleScreen.tsx')).OracleScreen),
}

/** One page of the room about cars. */
export function CarPage({ page }: { page: keyof typeof screens }) {
  return <LazyScreen screen={screens[page]} />
}

function room(load: () => Promise<ComponentType>) {
  return lazy(async () => {
    const [{ AppraiseProviders }, Screen] = await Promise.all([import('./AppraiseProviders.tsx'), load()])
    return {
      default: () => (
        <AppraiseProviders>
          <Screen />
        </AppraiseProviders>
      ),
    }
  })
}
