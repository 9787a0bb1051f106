'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { encodeHex } from '../../lib/bytes/hex.ts'
import type { DataSetRecord } from '../../lib/dataset/DataSetRecord.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { formatBytes } from './formatBytes.ts'

/** What a data set is and commits to. */
export function DataSetFacts({ record }: { record: DataSetRecord }) {
  const t = useTranslations('dataSet')
  const format = useFormatter()
  const locale = useLocale()
  const { sealed, description, file } = record
  return (
    <Facts>
      <Fact name={t('id')}>
        <Long value={record.id} what={t('id')} />
      </Fact>
      <Fact name={t('owner')}>
        <ExplorerLink kind="address" id={record.owner}>
          {shortenHex(record.owner, 8, 6)}
        </ExplorerLink>
      </Fact>
      <Fact name={t('file')}>
        <span className="wrap-anywhere">{file.name}</span>
      </Fact>
      <Fact name={t('size')}>{formatBytes(file.bytes, locale)}</Fact>
      {sealed && (
        <>
          <Fact name={t('chunks')}>{format.number(sealed.chunks)}</Fact>
          {sealed.records > 0 && <Fact name={t('records')}>{format.number(sealed.records)}</Fact>}
          <Fact name={t('dataRoot')}>
            <Long value={encodeHex(sealed.dataRoot)} what={t('dataRoot')} />
          </Fact>
          <Fact name={t('keyRoot')}>
            <Long value={encodeHex(sealed.keyRoot)} what={t('keyRoot')} />
          </Fact>
        </>
      )}
      {description && (
        <Fact name={t('description')}>
          <Long value={description.cid} what={t('description')} />
        </Fact>
      )}
      {sealed && <Fact name={t('local')}>{record.local ? t('localYes') : t('localNo')}</Fact>}
    </Facts>
  )
}

function Long({ value, what }: { value: string; what: string }) {
  const c = useTranslations('copy')
  return (
    <Copyable value={value} label={c('button', { what })} copiedLabel={c('done')}>
      {shortenHex(value, 10, 8)}
    </Copyable>
  )
}
