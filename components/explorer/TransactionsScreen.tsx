'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '../frame/PageHeader.tsx'
import { TransactionList } from './TransactionList.tsx'

/** All transactions of the chain. */
export function TransactionsScreen() {
  const t = useTranslations('transactionList')
  return (
    <>
      <PageHeader title={t('pageTitle')} tabTitle={t('pageTitle')} purpose={t('pagePurpose')} help="explorer" />
      <TransactionList path="/transactions" name="chain" />
    </>
  )
}
