'use client'

import type { ComponentType } from 'react'
import type { ExplorerKind } from '../frame/explorerPath.ts'
import { AddressScreen } from './AddressScreen.tsx'
import { BlockScreen } from './BlockScreen.tsx'
import { ExplorerProviders } from './ExplorerProviders.tsx'
import { TokenScreen } from './TokenScreen.tsx'
import { TxScreen } from './TxScreen.tsx'

const screens: Record<ExplorerKind, ComponentType> = {
  block: BlockScreen,
  tx: TxScreen,
  address: AddressScreen,
  token: TokenScreen,
}

/** The page of the explorer that an address names, for hosts that cannot map the address to its file. */
export function ScreenByKind({ kind }: { kind: ExplorerKind }) {
  const Screen = screens[kind]
  return (
    <ExplorerProviders>
      <Screen />
    </ExplorerProviders>
  )
}
