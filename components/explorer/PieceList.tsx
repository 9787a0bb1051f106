'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { PieceRow } from '../../lib/explorer/IndexRows.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Td, Tr } from '../ui/Table.tsx'
import { AddressLink } from './AddressLink.tsx'
import { ItemLink } from './ItemLink.tsx'
import { PagedList } from './PagedList.tsx'
import { RowShield } from './RowShield.tsx'

/** Who holds pieces of items of ERC-1155 collections. The index names them; how many they hold is read from the chain. */
export function PieceList({ path, of }: { path: string; of: 'item' | 'holder' }) {
  const t = useTranslations('pieceList')
  return (
    <PagedList<PieceRow>
      id="piece"
      title={t(of === 'item' ? 'holders' : 'title')}
      path={path}
      columns={[
        ...(of === 'item' ? [{ name: t('holder') }] : [{ name: t('item') }, { name: t('collection') }]),
        { name: t('pieces'), align: 'right' as const },
        { name: t('proof') },
      ]}
      renderRow={(row) => <Row key={row.position} row={row} of={of} />}
      empty={{ title: t('noneTitle'), text: t('none') }}
    />
  )
}

function Row({ row, of }: { row: PieceRow; of: 'item' | 'holder' }) {
  const format = useFormatter()
  const pieces = useChainQuery({
    queryKey: ['pieces', row.token, row.id, row.holder],
    queryFn: async (client) => {
      const { readPieces } = await import('../../lib/explorer/readPieces.ts')
      return readPieces(client, { token: row.token, id: BigInt(row.id), holder: row.holder })
    },
    staleTime: 10_000,
  })
  return (
    <Tr>
      {of === 'item' ? (
        <Td>
          <AddressLink address={row.holder} />
        </Td>
      ) : (
        <>
          <Td>
            <ItemLink token={row.token} id={row.id} />
          </Td>
          <Td>
            <ExplorerLink kind="token" id={row.token} title={row.token}>
              {row.symbol ?? shortenHex(row.token)}
            </ExplorerLink>
          </Td>
        </>
      )}
      <Td align="right">
        {pieces.data !== undefined ? format.number(pieces.data) : pieces.error ? '–' : <Skeleton className="w-16" />}
      </Td>
      <Td>
        <RowShield query={pieces} />
      </Td>
    </Tr>
  )
}
