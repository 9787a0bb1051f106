'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { TokenRow } from '../../lib/explorer/IndexRows.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Badge } from '../ui/Badge.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { PagedList } from './PagedList.tsx'

/** The tokens that ever moved on this chain. */
export function TokensScreen() {
  const t = useTranslations('tokenList')
  const format = useFormatter()
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
        ]}
        empty={{ title: t('noneTitle'), text: t('none') }}
        renderRow={(row) => (
          <Tr key={row.address}>
            <Td className="font-semibold">
              <ExplorerLink kind="token" id={row.address}>
                {row.name ?? t('nameless')}
              </ExplorerLink>
            </Td>
            <Td>{row.symbol ?? '–'}</Td>
            <Td>
              <Badge>{row.standard === 'erc20' ? 'ERC-20' : 'ERC-721'}</Badge>
            </Td>
            <Td align="right">{format.number(row.transfers)}</Td>
            <Td>
              <ExplorerLink kind="address" id={row.address} className="link font-mono">
                {shortenHex(row.address)}
              </ExplorerLink>
            </Td>
          </Tr>
        )}
      />
    </>
  )
}
