'use client'

import { useTranslations } from 'next-intl'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import type { ContractRow } from '../../lib/explorer/IndexRows.ts'
import { AddressLink } from '../explorer/AddressLink.tsx'
import { PagedList } from '../explorer/PagedList.tsx'
import { Refuted } from '../explorer/Refuted.tsx'
import { RowShield } from '../explorer/RowShield.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import english from '../i18n/messages/en/contracts.json'
import { Words } from '../i18n/Words.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'

/** The contracts that stand on this chain from its first block on, and those that others put there. */
export function ContractsScreen() {
  return (
    <Words english={english}>
      <Contracts />
    </Words>
  )
}

type SystemName = keyof typeof systemContracts

function Contracts() {
  const t = useTranslations('contracts')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('pagePurpose')} help="explorer" />
      <div className="flex flex-col gap-6">
        <Card>
          <CardHeader title={t('system')} note={t('systemNote')} />
          <Table caption={t('system')}>
            <thead>
              <tr>
                <Th>{t('name')}</Th>
                <Th>{t('does')}</Th>
                <Th>{t('address')}</Th>
              </tr>
            </thead>
            <tbody>
              {(Object.keys(systemContracts) as SystemName[]).map((name) => (
                <Tr key={name}>
                  <Td className="font-semibold">
                    <ExplorerLink kind="address" id={systemContracts[name]} query={{ tab: 'contract' }}>
                      {t(`names.${name}`)}
                    </ExplorerLink>
                  </Td>
                  <Td className="min-w-72 whitespace-normal">{t(`purposes.${name}`)}</Td>
                  <Td className="font-mono text-xs">{shortenHex(systemContracts[name], 4, 4)}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Card>
        <PagedList<ContractRow>
          id="made"
          title={t('others')}
          path="/contracts"
          columns={[
            { name: t('address') },
            { name: t('creator') },
            { name: t('transaction') },
            { name: t('age') },
            { name: t('proof') },
          ]}
          empty={{ title: t('noOthersTitle'), text: t('noOthers') }}
          renderRow={(row) => <Made key={row.position} row={row} />}
        />
      </div>
    </>
  )
}

/** A contract that somebody put on the chain, as the receipt of its transaction tells. */
function Made({ row }: { row: ContractRow }) {
  const query = useChainQuery({
    queryKey: ['checkContract', row],
    queryFn: async (client) => {
      const { checkContractRow } = await import('../../lib/explorer/checkRow.ts')
      return checkContractRow(client, row)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (query.error?.name === 'Explorer.RowRefutedError') return <Refuted columns={5} error={query.error} query={query} />
  return (
    <Tr>
      <Td>
        <ExplorerLink kind="address" id={row.address} className="link font-mono">
          {shortenHex(row.address)}
        </ExplorerLink>
      </Td>
      <Td>
        <AddressLink address={row.creator} />
      </Td>
      <Td>
        <ExplorerLink kind="tx" id={row.transaction} className="link font-mono">
          {shortenHex(row.transaction)}
        </ExplorerLink>
      </Td>
      <Td>
        <TimeAgo timestampMs={row.time * 1000} />
      </Td>
      <Td>
        <RowShield query={query} />
      </Td>
    </Tr>
  )
}
