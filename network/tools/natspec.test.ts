import { expect, test } from 'vitest'
import { type AstNode, findUndocumented, parseNatspec } from './natspec.ts'

const text =
  '@notice Sells tokens\n to the fund.\n @dev Rounds down.\n @param amount In wei.\n @return payment In cents.'

const node = (nodeType: string, name: string, more: Partial<AstNode> = {}): AstNode => ({ nodeType, name, ...more })
const list = (...names: string[]) => ({ parameters: names.map((name) => node('VariableDeclaration', name)) })

const source = (kind: string, ...nodes: AstNode[]) =>
  node('SourceUnit', '', { nodes: [node('ContractDefinition', 'Fund', { contractKind: kind, nodes })] })

const sell = (comment?: string, visibility = 'external') =>
  node('FunctionDefinition', 'sell', {
    kind: 'function',
    visibility,
    parameters: list('amount'),
    returnParameters: list('payment'),
    ...(comment && { documentation: { text: comment } }),
  })

test('takes a comment apart into its tags', () => {
  expect(parseNatspec(text)).toEqual({
    notice: 'Sells tokens to the fund.',
    dev: 'Rounds down.',
    isInherited: false,
    params: [{ name: 'amount', text: 'In wei.' }],
    returns: ['payment In cents.'],
  })
  expect(parseNatspec('Sells tokens.').notice).toBe('Sells tokens.')
  expect(parseNatspec('@inheritdoc IFund').isInherited).toBe(true)
})

test('finds nothing to say of what is documented whole, or inherits it, or is nobody else to call', () => {
  expect(findUndocumented(source('interface', sell(text)))).toEqual([])
  expect(findUndocumented(source('contract', sell('@inheritdoc IFund')))).toEqual([])
  expect(findUndocumented(source('contract', sell(undefined, 'internal')))).toEqual([])
})

test('names each tag that a function lacks', () => {
  expect(findUndocumented(source('interface', sell()))).toEqual([
    'Fund.sell: @notice',
    'Fund.sell: @param amount',
    'Fund.sell: @return payment',
  ])
  expect(findUndocumented(source('interface', sell(text.replace('amount In wei.', 'amount'))))).toEqual([
    'Fund.sell: @param amount',
  ])
})

test('looks at events, errors, public variables, and at the structs of interfaces', () => {
  const nodes = [
    node('EventDefinition', 'Sold', { parameters: list('amount') }),
    node('ErrorDefinition', 'Short', { parameters: list() }),
    node('VariableDeclaration', 'funds', { visibility: 'public' }),
    node('VariableDeclaration', '_secret', { visibility: 'private' }),
    node('StructDefinition', 'Sale', { members: [node('VariableDeclaration', 'price')] }),
  ]
  const found = ['Fund.Sold: @notice', 'Fund.Sold: @param amount', 'Fund.Short: @notice', 'Fund.funds: @notice']
  expect(findUndocumented(source('contract', ...nodes))).toEqual(found)
  expect(findUndocumented(source('interface', ...nodes))).toEqual([
    ...found,
    'Fund.Sale: @notice',
    'Fund.Sale: @param price',
  ])
})
