'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { TokenUnit } from '../../lib/chain/readTokenUnit.ts'
import type { ListingRow } from '../../lib/market/ListingRow.ts'
import { parseUnits } from '../../lib/market/parseUnits.ts'
import { usualGas } from '../../lib/market/usualGas.ts'
import { useTokenUnit } from '../chain/useTokenUnit.ts'
import { Failure } from '../market/Failure.tsx'
import { useMarket } from '../market/MarketProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Input } from '../ui/Input.tsx'
import { splitAmount } from '../ui/splitAmount.ts'
import { FreeGas } from '../wallet/FreeGas.tsx'
import { useTask } from '../wallet/useTask.ts'
import { changeAgentListing, changeListing, type ListingChange } from './changeListing.ts'

type ListingActionsProps = { row: ListingRow; account: Address; isMine: boolean }

/** What the owner can do with a listing, their own or their agent's: another price, a pause, an end for good. */
export function ListingActions({ row, account, isMine }: ListingActionsProps) {
  const t = useTranslations('sell')
  const market = useMarket()
  const queries = useQueryClient()
  const { busy, error, run } = useTask()
  const [asked, setAsked] = useState<'price' | 'withdraw'>()
  const change = (wanted: ListingChange) =>
    run(async () => {
      setAsked(undefined)
      const actor = await market.actor()
      const terms = row.terms as Hex
      if (isMine) await changeListing(await actor.context(), terms, wanted)
      else await changeAgentListing({ actor, agentUrl: await market.agentUrl() }, terms, wanted)
      await queries.invalidateQueries({ queryKey: ['myListings'] })
    })
  return (
    <div className="flex flex-wrap gap-2">
      {row.isOpen && (
        <>
          <Button size="sm" busy={busy} onClick={() => setAsked('price')}>
            {t('changePrice')}
          </Button>
          <Button size="sm" busy={busy} onClick={() => change({ kind: 'pause' })}>
            {t('pause')}
          </Button>
        </>
      )}
      {!row.isOpen && (
        <Button size="sm" busy={busy} onClick={() => change({ kind: 'resume' })}>
          {t('resume')}
        </Button>
      )}
      <Button size="sm" variant="quiet" busy={busy} onClick={() => setAsked('withdraw')}>
        {t('withdraw')}
      </Button>
      <PriceDialog
        row={row}
        account={account}
        isMine={isMine}
        open={asked === 'price'}
        close={() => setAsked(undefined)}
        change={change}
      />
      <Dialog
        open={asked === 'withdraw'}
        onOpenChange={() => setAsked(undefined)}
        title={t('withdrawTitle')}
        description={t('withdrawText')}
        closeLabel={t('cancel')}
      >
        <div className="flex flex-col items-start gap-3">
          <FreeGas address={account} gas={usualGas.withdraw} isGuess />
          <Button variant="danger" onClick={() => change({ kind: 'withdraw' })}>
            {t('withdrawIt')}
          </Button>
        </div>
      </Dialog>
      <Failure error={error} />
    </div>
  )
}

type PriceDialogProps = {
  row: ListingRow
  account: Address
  isMine: boolean
  open: boolean
  close(): void
  change(change: ListingChange): void
}

/** Waits until it is known how the money of the listing counts: of a token that does not say, no price can be typed. */
function PriceDialog(props: PriceDialogProps) {
  const unit = useTokenUnit(props.row.token)
  return unit && <KnownPriceDialog {...props} unit={unit} />
}

function KnownPriceDialog({ row, account, isMine, open, close, change, unit }: PriceDialogProps & { unit: TokenUnit }) {
  const t = useTranslations('sell')
  const { whole, fraction } = splitAmount(BigInt(row.price), unit.decimals)
  const [text, setText] = useState(`${whole.replaceAll(',', '')}${fraction ? `.${fraction}` : ''}`)
  const price = parsePrice(text, unit.decimals)
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t('changePrice')}
      description={t('changeText')}
      closeLabel={t('cancel')}
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (price !== undefined) change({ kind: 'price', price })
        }}
      >
        <Input
          label={t('newPrice', { unit: unit.symbol || row.token })}
          inputMode="decimal"
          value={text}
          onChange={({ target }) => setText(target.value)}
          error={price === undefined ? t('priceWrong') : undefined}
          action={
            <Button type="submit" variant="primary" disabled={price === undefined}>
              {t('change')}
            </Button>
          }
        />
        {isMine && <FreeGas address={account} gas={usualGas.reprice} isGuess />}
      </form>
    </Dialog>
  )
}

/** Prices are typed with at most 18 digits behind the point, and no more than the token has. */
function parsePrice(text: string, decimals: number): bigint | undefined {
  const units = parseUnits(text)
  const finer = 10n ** BigInt(Math.max(0, 18 - decimals))
  if (units === undefined || units % finer !== 0n) return undefined
  return (units / finer) * 10n ** BigInt(Math.max(0, decimals - 18))
}
