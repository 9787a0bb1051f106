import type { Address } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import type { ChainReader, Field, Phrase } from './Explanation.ts'

/** Which field of a call is an amount, and of which token: another field, or an address. */
type Money = { amount: string; token: string }

const { qdt, qdd, auc } = systemContracts
const own = 'itself'
const order: Money = { amount: 'order.price', token: 'terms.token' }
const sale: Money = { amount: 'sale.price', token: 'sale.token' }

const money: Readonly<Record<string, Money>> = {
  'DataMarket.list': { amount: 'terms.price', token: 'terms.token' },
  'DataMarket.buy': order,
  'DataMarket.buyWithPermit': order,
  'DataMarket.deposit': { amount: 'amount', token: 'token' },
  'DataMarket.withdrawDeposit': { amount: 'amount', token: 'token' },
  'DataRequests.request': { amount: 'budget', token: 'token' },
  'SaleEscrow.offer': sale,
  'SaleEscrow.fund': sale,
  'SaleEscrow.bid': { amount: 'price', token: 'sale.token' },
  'SaleEscrow.propose': { amount: 'toSeller', token: 'sale.token' },
  'SaleEscrow.award': { amount: 'toSeller', token: 'sale.token' },
  'Appraisal.order': { amount: 'fee', token: 'token' },
  'Appraisal.invite': { amount: 'fee', token: 'token' },
  'FiatToken.mint': { amount: 'amount', token: own },
  'FiatToken.redeem': { amount: 'amount', token: own },
  'FiatToken.signAttestation': { amount: 'reserve', token: own },
  'AUC.burn': { amount: 'amount', token: own },
  'AucProgramme.reward': { amount: 'amount', token: auc },
  'BuyBack.fund': { amount: 'profit', token: qdd },
  'BuyBack.sell': { amount: 'amount', token: auc },
  'ScenarioToken.mint': { amount: 'amount', token: own },
  'ScenarioToken.distribute': { amount: 'amount', token: qdt },
  'QDT.burn': { amount: 'amount', token: own },
  'QDT.mint': { amount: 'amount', token: own },
  'Election.register': { amount: 'bond', token: qdt },
  'Election.stake': { amount: 'amount', token: qdt },
  'Election.stakeWithPermit': { amount: 'amount', token: qdt },
  'Election.unstake': { amount: 'amount', token: qdt },
}

const small = /^(bool|u?int(8|16|24|32|40|64))$/
const idPath = /^(id|jobId|release|agreementId|vehicleId|(sale|terms)\.vehicleId|original)$/

/**
 * Returns what a sentence about this call or statement can say: flags and small numbers by their names, the number of the
 * thing it is about as `id`, and the amount it is about with its token.
 */
export async function phraseCall(
  key: string,
  { fields, address, reader }: { fields: readonly Field[]; address: Address; reader: ChainReader },
): Promise<Phrase> {
  const values = fields
    .filter(({ type }) => small.test(type))
    .map(({ path, value }) => [path.slice(path.lastIndexOf('.') + 1), value] as const)
  const id = fields.find(({ path }) => idPath.test(path))
  const phrase: Phrase = { key, values: Object.fromEntries(id ? [...values, ['id', id.value] as const] : values) }
  const about = money[key]
  const amount = fields.find(({ path }) => path === about?.amount)
  if (!about || !amount) return phrase
  const named = fields.find(({ path }) => path === about.token)?.value ?? about.token
  const token = await reader.readToken((named === own ? address : named) as Address)
  return token?.standard === 'erc20' ? { ...phrase, amount: BigInt(amount.value), token } : phrase
}
