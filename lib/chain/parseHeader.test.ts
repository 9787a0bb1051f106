import { expect, test } from 'vitest'
import { formatHeader, parseHeader } from './parseHeader.ts'

const block = {
  hash: '0x88e96d4537bea4d9c05d12549907b32561d3bf31f45aae734cdc119f13406cb6',
  parentHash: '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3',
  sha3Uncles: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
  miner: '0x05A56E2D52C817161883F50C441C3228CFE54D9F',
  stateRoot: '0xd67e4d450343046425ae4271474353857ab860dbc0a1dde64b41b5cd3a532bf3',
  transactionsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  receiptsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: '0x3ff800000',
  number: '0x1',
  gasLimit: '0x1388',
  gasUsed: '0x0',
  timestamp: '0x55ba4224',
  extraData: '0x476574682f76312e302e302f6c696e75782f676f312e342e32',
  mixHash: '0x969b900de27b6ac6a67742365dd65f55a0526c41fd18e1b16f1a1215c2e66f59',
  nonce: '0x539bd4979fef1ec4',
  transactions: [],
  uncles: [],
}

test('reads a JSON-RPC block and writes it back in lower case', () => {
  const header = parseHeader(block)
  expect(header.number).toBe(1)
  expect(header.difficulty).toBe(17171480576n)
  expect(header.ommersHash).toBe(block.sha3Uncles)
  const { hash: _hash, transactions: _transactions, uncles: _uncles, ...rest } = block
  expect(formatHeader(header)).toEqual({ ...rest, miner: block.miner.toLowerCase() })
})

test('takes null for a field that the fork lacks', () => {
  expect(parseHeader({ ...block, baseFeePerGas: null })).toEqual(parseHeader(block))
})

test.each([
  [null, 'an object'],
  ['0x', 'an object'],
  [{ ...block, parentHash: undefined }, 'parentHash, found nothing'],
  [{ ...block, sha3Uncles: undefined }, 'sha3Uncles, found nothing'],
  [{ ...block, withdrawalsRoot: block.stateRoot }, 'baseFeePerGas, found nothing'],
  [{ ...block, number: 1 }, 'number as a hexadecimal quantity'],
  [{ ...block, number: '0x' }, 'number as a hexadecimal quantity'],
  [{ ...block, timestamp: '0x20000000000000' }, 'timestamp below 2^53'],
  [{ ...block, stateRoot: '0x00' }, 'stateRoot as 32 bytes'],
  [{ ...block, extraData: '0x0' }, 'extraData as bytes'],
  [{ ...block, miner: ['0x'] }, 'miner as 20 bytes'],
])('refuses a malformed block', (malformed, reason) => {
  expect(() => parseHeader(malformed)).toThrow(reason)
})
