'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { TokenRow } from '../../lib/explorer/IndexRows.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { IndexHint } from './IndexHint.tsx'
import { PagedList } from './PagedList.tsx'
import { RowShield } from './RowShield.tsx'
import { useCollection } from './useCollection.ts'
import { useToken } from './useToken.ts'

/** The tokens that ever moved on this chain. */
export function TokensScreen() {
  const t = useTranslations('tokenList')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="token" />
      <PagedList<TokenRow>
        id="token"
        title={t('title')}
        path="/tokens"
        columns={[
          { name: t('name') },
          { name: t('symbol') },
          { name: t('standard') },
          { name: t('transfers'), align: 'right' },
          { name: t('contract') },
          { name: t('proof') },
        ]}
        empty={{ title: t('noneTitle'), text: t('none') }}
        renderRow={(row) => <Row key={row.address} row={row} />}
      />
    </>
  )
}

const standards = { erc20: 'ERC-20', erc721: 'ERC-721', erc1155: 'ERC-1155' } as const

/** What a token calls itself is asked of its contract; only how often it moved is the index's word. */
function Row({ row }: { row: TokenRow }) {
  const t = useTranslations('tokenList')
  const format = useFormatter()
  const token = useToken(row.standard === 'erc20' ? row.address : undefined)
  const collection = useCollection(row.standard === 'erc20' ? undefined : row.address)
  const query = row.standard === 'erc20' ? token : collection
  const isRead = query.data !== undefined || query.error !== null
  return (
    <Tr>
      <Td className="font-semibold">
        {isRead ? (
          <ExplorerLink kind="token" id={row.address}>
            {query.data?.name || t('nameless')}
          </ExplorerLink>
        ) : (
          <Skeleton className="w-32" />
        )}
      </Td>
      <Td>{isRead ? query.data?.symbol || '–' : <Skeleton className="w-12" />}</Td>
      <Td>
        <Badge>{standards[row.standard]}</Badge>
      </Td>
      <Td align="right">
        <span className="inline-flex items-center gap-2">
          {format.number(row.transfers)} <IndexHint />
        </span>
      </Td>
      <Td>
        <ExplorerLink kind="address" id={row.address} className="link font-mono">
          {shortenHex(row.address)}
        </ExplorerLink>
      </Td>
      <Td>
        <RowShield query={query} />
      </Td>
    </Tr>
  )
}
