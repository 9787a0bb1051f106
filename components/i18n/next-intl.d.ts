import type { LocaleId } from './locales.ts'
import type appraise from './messages/en/appraise.json'
import type banner from './messages/en/banner.json'
import type calls from './messages/en/calls.json'
import type chain from './messages/en/chain.json'
import type contracts from './messages/en/contracts.json'
import type data from './messages/en/data.json'
import type dictionary from './messages/en/dictionary.json'
import type events from './messages/en/events.json'
import type explorer from './messages/en/explorer.json'
import type firstRun from './messages/en/firstRun.json'
import type frame from './messages/en/frame.json'
import type garage from './messages/en/garage.json'
import type help from './messages/en/help.json'
import type home from './messages/en/home.json'
import type lost from './messages/en/lost.json'
import type market from './messages/en/market.json'
import type menu from './messages/en/menu.json'
import type palette from './messages/en/palette.json'
import type producers from './messages/en/producers.json'
import type proof from './messages/en/proof.json'
import type scan from './messages/en/scan.json'
import type sell from './messages/en/sell.json'
import type shield from './messages/en/shield.json'
import type transaction from './messages/en/transaction.json'
import type trust from './messages/en/trust.json'
import type verify from './messages/en/verify.json'
import type wallet from './messages/en/wallet.json'

declare module 'next-intl' {
  interface AppConfig {
    Locale: LocaleId
    Messages: typeof frame &
      typeof appraise &
      typeof events &
      typeof producers &
      typeof transaction &
      typeof contracts &
      typeof banner &
      typeof calls &
      typeof chain &
      typeof home &
      typeof data &
      typeof dictionary &
      typeof explorer &
      typeof menu &
      typeof palette &
      typeof help &
      typeof lost &
      typeof scan &
      typeof wallet &
      typeof firstRun &
      typeof garage &
      typeof shield &
      typeof market &
      typeof sell &
      typeof proof &
      typeof trust &
      typeof verify
  }
}
