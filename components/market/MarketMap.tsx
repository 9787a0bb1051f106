'use client'

import { useTranslations } from 'next-intl'
import { memo, useCallback, useMemo, useState } from 'react'
import type { ListingFilter } from '../../lib/market/ListingFilter.ts'
import type { ListingArea } from '../../lib/market/ListingRow.ts'
import { MapView } from '../map/MapView.tsx'
import { Button } from '../ui/Button.tsx'
import { type DegreeBox, degreesOf, unitsOf } from './mapBox.ts'

type MarketMapProps = {
  areas: readonly ListingArea[]
  box: ListingFilter['box']
  change(part: { box: ListingFilter['box'] | undefined }): void
}

/** Where the finds are; a place that is pressed becomes part of the search. */
export const MarketMap = memo(function MarketMap({ areas, box, change }: MarketMapProps) {
  const t = useTranslations('market')
  const [isOpen, setOpen] = useState(box !== undefined)
  const choose = useCallback((wanted: DegreeBox) => change({ box: unitsOf(wanted) }), [change])
  const pins = useMemo(
    () =>
      areas.map((area) => {
        const { west, south, east, north } = degreesOf(area)
        return {
          id: [west, south, east, north].join(),
          at: [(west + east) / 2, (south + north) / 2] as const,
          text: String(area.count),
          label: t('map.pin', { count: area.count, latitude: (south + north) / 2, longitude: (west + east) / 2 }),
          choose: () => choose(degreesOf(area)),
        }
      }),
    [areas, t, choose],
  )
  const boxes = useMemo(() => (box ? [{ id: 'box', label: t('map.chosen'), ...degreesOf(box) }] : []), [box, t])
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'map.hide' : 'map.show')}
        </Button>
        {box && (
          <Button size="sm" variant="quiet" onClick={() => change({ box: undefined })}>
            {t('map.everywhere')}
          </Button>
        )}
      </div>
      {isOpen && (
        <MapView
          // A new part of the world is looked at from the front.
          key={box ? Object.values(box).join() : 'world'}
          label={t('map.label', { count: areas.length })}
          pins={pins}
          boxes={boxes}
          look={{ label: t('map.look'), choose }}
          words={{ zoomIn: t('map.zoomIn'), zoomOut: t('map.zoomOut') }}
        />
      )}
    </div>
  )
})
