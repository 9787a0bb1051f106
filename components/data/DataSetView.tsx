'use client'

import { useTranslations } from 'next-intl'
import { type DataSetRecord, stageOf } from '../../lib/dataset/DataSetRecord.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { CopiesCard } from './CopiesCard.tsx'
import { DataSetFacts } from './DataSetFacts.tsx'
import { StageBadge } from './DataSetTable.tsx'
import { DeleteCard } from './DeleteCard.tsx'
import { OpenCard } from './OpenCard.tsx'
import { PreviewCard } from './PreviewCard.tsx'
import { RegisterCard } from './RegisterCard.tsx'
import { SealingCard } from './SealingCard.tsx'
import { StoreCard } from './StoreCard.tsx'

export type SetProps = { record: DataSetRecord; connection: WalletConnection }

/** One data set: what is to be done next comes first. */
export function DataSetView(props: SetProps) {
  const t = useTranslations('dataSet')
  const stage = stageOf(props.record)
  const isDescribed = stage === 'described' || stage === 'stored'
  return (
    <div className="flex flex-col gap-6">
      {stage === 'sealing' && <SealingCard {...props} />}
      {stage === 'sealed' && <PreviewCard {...props} />}
      {isDescribed && (
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
          <CopiesCard {...props} />
          <StoreCard {...props} />
        </div>
      )}
      <Card>
        <CardHeader
          title={props.record.choices.title}
          note={t('facts')}
          action={<StageBadge record={props.record} />}
        />
        <DataSetFacts record={props.record} />
      </Card>
      {isDescribed && <RegisterCard {...props} />}
      {props.record.sealed && <OpenCard {...props} />}
      <DeleteCard {...props} />
    </div>
  )
}
