import appraise from './messages/zh/appraise.json'
import banner from './messages/zh/banner.json'
import calls from './messages/zh/calls.json'
import chain from './messages/zh/chain.json'
import contracts from './messages/zh/contracts.json'
import data from './messages/zh/data.json'
import dictionary from './messages/zh/dictionary.json'
import events from './messages/zh/events.json'
import explorer from './messages/zh/explorer.json'
import firstRun from './messages/zh/firstRun.json'
import frame from './messages/zh/frame.json'
import garage from './messages/zh/garage.json'
import help from './messages/zh/help.json'
import home from './messages/zh/home.json'
import lost from './messages/zh/lost.json'
import market from './messages/zh/market.json'
import menu from './messages/zh/menu.json'
import palette from './messages/zh/palette.json'
import producers from './messages/zh/producers.json'
import proof from './messages/zh/proof.json'
import scan from './messages/zh/scan.json'
import sell from './messages/zh/sell.json'
import shield from './messages/zh/shield.json'
import transaction from './messages/zh/transaction.json'
import trust from './messages/zh/trust.json'
import verify from './messages/zh/verify.json'
import wallet from './messages/zh/wallet.json'

/** All Chinese words, fetched at once when somebody wants them. */
export const chineseMessages = {
  ...frame,
  ...appraise,
  ...banner,
  ...calls,
  ...chain,
  ...home,
  ...data,
  ...dictionary,
  ...explorer,
  ...menu,
  ...palette,
  ...help,
  ...lost,
  ...scan,
  ...wallet,
  ...market,
  ...sell,
  ...firstRun,
  ...garage,
  ...shield,
  ...proof,
  ...trust,
  ...verify,
  ...contracts,
  ...transaction,
  ...producers,
  ...events,
}
