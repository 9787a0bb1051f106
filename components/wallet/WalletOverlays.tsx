'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import calls from '../i18n/messages/en/calls.json'
import chain from '../i18n/messages/en/chain.json'
import wallet from '../i18n/messages/en/wallet.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { ApprovalDialog } from './ApprovalDialog.tsx'
import { TransactionState } from './TransactionState.tsx'
import { useWalletView } from './WalletProvider.tsx'

const english = { ...calls, ...chain, ...wallet }

/** What the wallet puts over any page: the question whether to sign, and what became of a transaction. */
export function WalletOverlays() {
  const { question } = useWalletView()
  return (
    <Words english={english}>
      <ReadsProvider>
        {question && <ApprovalDialog key={question.id} question={question} />}
        <SentToasts />
      </ReadsProvider>
    </Words>
  )
}

function SentToasts() {
  const t = useTranslations('sentToast')
  const { sent } = useWalletView()
  const toast = useToast()
  const [newest] = sent
  const told = useRef<string>(undefined)
  useEffect(() => {
    if (!newest || told.current === newest) return
    told.current = newest
    toast({
      title: t('title'),
      description: (
        <Words english={english}>
          <ReadsProvider>
            <TransactionState hash={newest} />{' '}
            <ExplorerLink kind="tx" id={newest}>
              {t('open')}
            </ExplorerLink>
          </ReadsProvider>
        </Words>
      ),
    })
  }, [newest, toast, t])
  return null
}
