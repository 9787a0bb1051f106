import { type Abi, decodeFunctionData, encodeFunctionData, parseAbi } from 'viem'
import { type Address, encodeHex, type Hex } from '../bytes/hex.ts'
import { parseNote } from '../chain/noteData.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import {
  type ChainReader,
  type Collection,
  type Explanation,
  type Fact,
  type Field,
  isUnlimited,
  type Token,
  type Warning,
} from './Explanation.ts'
import { formatArguments } from './formatFields.ts'
import { phraseCall } from './phraseCall.ts'

/** Contracts that the app knows, by lower-case address. `words`: under which name the app has sentences for the calls. */
export type KnownContracts = ReadonlyMap<string, { name: string; abi: Abi; words?: string }>

export type ExplainedTransaction = {
  from: Address
  to?: Address | undefined
  value?: bigint | undefined
  data?: Hex | undefined
}
type Context = { reader: ChainReader; contracts: KnownContracts }

const tokenAbi = parseAbi([
  'function transfer(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function transferFrom(address from, address to, uint256 amount)',
  'function permit(address owner, address spender, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
])
const collectionAbi = parseAbi([
  'function approve(address spender, uint256 tokenId)',
  'function setApprovalForAll(address operator, bool allowed)',
  'function transferFrom(address from, address to, uint256 tokenId)',
  'function safeTransferFrom(address from, address to, uint256 tokenId)',
  'function safeTransferFrom(address from, address to, uint256 tokenId, bytes data)',
])

/** Returns what the transaction will do; a call that nobody can read makes the explanation blind. */
export async function explainTransaction(
  { from, to, value = 0n, data = '0x' }: ExplainedTransaction,
  context: Context,
): Promise<Explanation> {
  if (!to) return { facts: [{ kind: 'deploy', codeSize: (data.length - 2) / 2 }], warnings: [], blind: true }
  const facts: Fact[] = value > 0n || data === '0x' ? [{ kind: 'sendCoins', from, to, amountWei: value }] : []
  if (data === '0x') return { facts, warnings: [], blind: false }
  const called = await explainCall(from, to, data, context)
  const warnings = await warnOf([...called], from, to, context.reader)
  return { facts: [...facts, ...called], warnings, blind: called.some((fact) => fact.kind === 'unknownCall') }
}

async function explainCall(from: Address, to: Address, data: Hex, context: Context): Promise<Fact[]> {
  const token = await context.reader.readToken(to)
  const fact =
    (token?.standard === 'erc20' && (explainTokenCall(token, from, data) ?? explainNote(to, data))) ||
    (token?.standard === 'erc721' && explainItemCall(token, data)) ||
    (await explainKnownCall(to, data, context))
  return [
    fact ?? { kind: 'unknownCall', address: to, selector: data.slice(0, 10) as Hex, dataSize: data.length / 2 - 1 },
  ]
}

function explainTokenCall(token: Token, account: Address, data: Hex): Fact | undefined {
  const call = decodeExactly(tokenAbi, data)
  if (!call) return undefined
  switch (call.functionName) {
    case 'transfer':
      return { kind: 'sendTokens', token, from: account, to: call.args[0], amount: call.args[1] }
    case 'transferFrom':
      return { kind: 'sendTokens', token, from: call.args[0], to: call.args[1], amount: call.args[2] }
    case 'permit': {
      const [owner, spender, amount, deadline] = call.args
      return { kind: 'permitTokens', token, owner, spender, amount, unlimited: isUnlimited(amount), deadline }
    }
    case 'approve': {
      const [spender, amount] = call.args
      return { kind: 'allowTokens', token, owner: account, spender, amount, unlimited: isUnlimited(amount) }
    }
  }
}

/** Notes of the app are transfers of nothing with more behind the arguments, and only of the token that they travel with. */
function explainNote(to: Address, data: Hex): Fact | undefined {
  const note = to.toLowerCase() === systemContracts.qdd ? parseNote(data.toLowerCase() as Hex) : undefined
  if (!note) return undefined
  const fields: Field[] = [
    { path: 'about', type: 'bytes32', value: note.about },
    { path: 'payload', type: 'bytes', value: encodeHex(note.payload) },
  ]
  return { kind: 'sendNote', note: note.kind, contract: to, to: note.to, fields }
}

function explainItemCall(collection: Collection, data: Hex): Fact | undefined {
  const call = decodeExactly(collectionAbi, data)
  if (!call) return undefined
  switch (call.functionName) {
    case 'approve':
      return { kind: 'allowItem', collection, spender: call.args[0], tokenId: call.args[1] }
    case 'setApprovalForAll':
      return { kind: 'allowAllItems', collection, operator: call.args[0], allowed: call.args[1] }
    default:
      return { kind: 'sendItem', collection, from: call.args[0], to: call.args[1], tokenId: call.args[2] }
  }
}

async function explainKnownCall(to: Address, data: Hex, { contracts, reader }: Context): Promise<Fact | undefined> {
  const known = contracts.get(to.toLowerCase())
  const call = known && decodeExactly(known.abi, data)
  if (!known || !call) return undefined
  const { functionName, args } = call
  const fields = formatArguments(known.abi, data.toLowerCase() as Hex, args)
  const fact: Fact = { kind: 'call', contract: known.name, address: to, functionName, fields }
  if (!known.words) return fact
  return { ...fact, phrase: await phraseCall(`${known.words}.${functionName}`, { fields, address: to, reader }) }
}

/** Returns the call only when encoding it again gives the same bytes: data hidden behind the arguments is not shown. */
function decodeExactly<const A extends Abi>(abi: A, sent: Hex) {
  const data = sent.toLowerCase() as Hex
  try {
    const call = decodeFunctionData({ abi, data })
    const again = encodeFunctionData({ abi, ...call } as Parameters<typeof encodeFunctionData>[0])
    return again === data ? call : undefined
  } catch {
    return undefined
  }
}

async function warnOf(facts: Fact[], account: Address, to: Address, reader: ChainReader): Promise<Warning[]> {
  const warnings: Warning[] = []
  if (!(await reader.isContract(to))) warnings.push('contractHasNoCode')
  for (const fact of facts) warnings.push(...(await warnOfFact(fact, account, reader)))
  return warnings
}

/** Returns what is unusual about a fact, from the view of the account that signs. */
export async function warnOfFact(fact: Fact, account: Address, reader: ChainReader): Promise<Warning[]> {
  const warnings: Warning[] = []
  if ('unlimited' in fact && fact.unlimited) warnings.push('unlimitedAllowance')
  if (fact.kind === 'allowAllItems' && fact.allowed) warnings.push('allItems')
  if ('from' in fact && fact.from.toLowerCase() !== account.toLowerCase()) warnings.push('othersTokens')
  if ('owner' in fact && fact.owner.toLowerCase() !== account.toLowerCase()) warnings.push('othersTokens')
  if (fact.kind === 'sendTokens' && fact.to.toLowerCase() === fact.token.address.toLowerCase()) {
    warnings.push('sentToTokenContract')
  }
  const spender = 'spender' in fact ? fact.spender : 'operator' in fact ? fact.operator : undefined
  if (spender && !(await reader.isContract(spender))) warnings.push('spenderIsNoContract')
  return warnings
}
