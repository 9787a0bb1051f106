'use client'

import { useTranslations } from 'next-intl'
import { Card } from '../ui/Card.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { AdapterPanel } from './AdapterPanel.tsx'
import { FaultsPanel } from './FaultsPanel.tsx'
import { GaugesPanel } from './GaugesPanel.tsx'
import { VehiclePanel } from './VehiclePanel.tsx'

/** What the car says: live, about its faults, about itself, and through which adapter. */
export function CarTabs() {
  const t = useTranslations('garage.tabs')
  return (
    <Card aria-label={t('label')}>
      <Tabs
        label={t('label')}
        tabs={[
          { id: 'gauges', label: t('gauges'), content: <GaugesPanel /> },
          { id: 'faults', label: t('faults'), content: <FaultsPanel /> },
          { id: 'vehicle', label: t('vehicle'), content: <VehiclePanel /> },
          { id: 'adapter', label: t('adapter'), content: <AdapterPanel /> },
        ]}
      />
    </Card>
  )
}
