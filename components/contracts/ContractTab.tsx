'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import english from '../i18n/messages/en/contracts.json'
import { Words } from '../i18n/Words.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { FunctionList } from './FunctionList.tsx'
import { OwnInterface } from './OwnInterface.tsx'
import { SourceCard } from './SourceCard.tsx'
import type { Abi } from './useSystemContract.ts'
import { useSystemContract } from './useSystemContract.ts'

/** What a contract is made of, and what it can be asked and told. */
export function ContractTab({ address }: { address: Address }) {
  return (
    <Words english={english}>
      {Object.values(systemContracts).some((known) => known === address.toLowerCase()) ? (
        <SystemContractView address={address} />
      ) : (
        <OtherContractView address={address} />
      )}
    </Words>
  )
}

function SystemContractView({ address }: { address: Address }) {
  const contract = useSystemContract(address)
  if (!contract) return null
  return (
    <div className="flex flex-col gap-6">
      <SourceCard address={address} source={contract.source} />
      <Functions address={address} abi={contract.abi} source={contract.source} />
    </div>
  )
}

function OtherContractView({ address }: { address: Address }) {
  const [abi, setAbi] = useState<Abi>()
  return (
    <div className="flex flex-col gap-6">
      <OwnInterface address={address} onAbi={setAbi} />
      {abi && <Functions address={address} abi={abi} />}
    </div>
  )
}

function Functions({ address, abi, source }: { address: Address; abi: Abi; source?: string }) {
  const t = useTranslations('contracts')
  return (
    <>
      <Card>
        <CardHeader title={t('read')} note={t('readNote')} />
        <FunctionList address={address} abi={abi} kind="read" source={source} />
      </Card>
      <Card>
        <CardHeader title={t('write')} note={t('writeNote')} />
        <FunctionList address={address} abi={abi} kind="write" source={source} />
      </Card>
    </>
  )
}
