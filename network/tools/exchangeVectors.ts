// Writes contracts/vectors/{keyTree,wrapping,sector}.json and the same values as a Solidity library for the contracts' tests.
// The values come from noble and WebCrypto, the contracts' from their own code: agreement is the test.
import { mkdir, writeFile } from 'node:fs/promises'
import { bytesToHex } from '@noble/curves/utils.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { type Part, partOf } from './blake3Tree.ts'
import {
  chunkKeyOf,
  createSampleDataSet,
  depthOf,
  merkleProof,
  merkleRoot,
  pointOf,
  promiseAt,
  sharedAddressOf,
  wrapNode,
} from './sampleDataSet.ts'

const hex = (bytes: Uint8Array) => `0x${bytesToHex(bytes)}`
const word = (value: bigint) => `0x${value.toString(16).padStart(64, '0')}`
const seed = (text: string) => keccak_256(new TextEncoder().encode(text))

const rootKey = seed('QoodBlock vectors: root key')
const id = seed('QoodBlock vectors: id')
const sectorsPerChunk = 2
// Full, of a single byte, of one full sector, with a short last sector, empty.
const lengths = [2048, 1, 1024, 1748, 0]
const data = await createSampleDataSet(id, rootKey, lengths)
const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index]
  if (value === undefined) throw new RangeError(`no element ${index}`)
  return value
}

const keyTree = {
  rootKey: hex(rootKey),
  chunks: lengths.length,
  keys: data.keys.map(hex),
  leaves: data.keyLeaves.map(hex),
  keyRoot: hex(merkleRoot(data.keyLeaves)),
  proofOfChunk3: merkleProof(data.keyLeaves, 3).map(hex),
  keyOf1000InDepth20: hex(chunkKeyOf(rootKey, 1000, 20)),
  depths: [1, 2, 3, 4, 5, 1000, 1024, 1025].map((leaves) => ({ leaves, depth: depthOf(leaves) })),
}

const buyerSecret = BigInt(hex(seed('QoodBlock vectors: b')))
const sellerSecret = BigInt(hex(seed('QoodBlock vectors: r')))
const buyer = pointOf(buyerSecret)
const seller = pointOf(sellerSecret)
const shared = sharedAddressOf(sellerSecret, buyer)
const orderId = seed('QoodBlock vectors: order')
const wrapping = {
  buyerSecret: word(buyerSecret),
  buyerPoint: { x: word(buyer.x), y: word(buyer.y) },
  sellerSecret: word(sellerSecret),
  sellerPoint: { x: word(seller.x), y: word(seller.y) },
  sharedAddress: hex(shared),
  sharedAddressOfBuyer: hex(sharedAddressOf(buyerSecret, seller)),
  orderId: hex(orderId),
  node: hex(rootKey),
  parts: [0, 1, (2 << 16) | 5].map((part) => ({ part, wrapped: hex(wrapNode(rootKey, shared, orderId, part)) })),
}

const hexPart = ({ data, path, siblings }: Part) => ({
  data: hex(data),
  path: Number(path),
  siblings: siblings.map(hex),
})

function sectorOf(chunk: number, place: number) {
  const [plain, block, length] = [at(data.plains, chunk), at(data.blocks, chunk), at(lengths, chunk)]
  return {
    index: chunk * sectorsPerChunk + place,
    chunk,
    key: hex(at(data.keys, chunk)),
    length,
    plain: hex(plain.subarray(place * 1024, (place + 1) * 1024)),
    cipher: hexPart(partOf(block, place)),
    promised: hexPart(partOf(block, Math.floor(promiseAt(length, place) / 1024))),
    digest: hex(at(data.digests, chunk)),
    leaf: hex(at(data.dataLeaves, chunk)),
    proof: merkleProof(data.dataLeaves, chunk).map(hex),
  }
}

const placesOf = (length: number) => Array.from({ length: Math.max(1, Math.ceil(length / 1024)) }, (_, place) => place)
const sector = {
  id: hex(id),
  chunks: lengths.length,
  sectorsPerChunk,
  dataRoot: hex(merkleRoot(data.dataLeaves)),
  sectors: lengths.flatMap((length, chunk) => placesOf(length).map((place) => sectorOf(chunk, place))),
}

const fill = (name: string, values: readonly string[]) =>
  values.map((value, i) => `        ${name}[${i}] = ${value};`).join('\n')
const bytes = (value: string) =>
  value === '0x'
    ? `            ""`
    : (value.slice(2).match(/.{1,96}/g) ?? []).map((line) => `            hex"${line}"`).join('\n')
const lists = (
  name: string,
  values: readonly string[],
) => `    function ${name}() internal pure returns (bytes32[] memory list) {
        list = new bytes32[](${values.length});
${fill('list', values)}
    }
`
const partFields = (name: string, { data, path, siblings }: ReturnType<typeof hexPart>) =>
  [
    `        ${name}.data =`,
    `${bytes(data)};`,
    `        ${name}.path = ${path};`,
    `        ${name}.siblings = new bytes32[](${siblings.length});`,
    ...(siblings.length > 0 ? [fill(`${name}.siblings`, siblings)] : []),
  ].join('\n')
const sectorFunction = (
  entry: ReturnType<typeof sectorOf>,
  i: number,
) => `    function sector${i}() private pure returns (Sector memory sector) {
        sector.index = ${entry.index};
        sector.length = ${entry.length};
        sector.plain =
${bytes(entry.plain)};
${partFields('sector.cipher', entry.cipher)}
${partFields('sector.promised', entry.promised)}
        sector.digest = ${entry.digest};
        sector.siblings = new bytes32[](${entry.proof.length});
${fill('sector.siblings', entry.proof)}
    }
`
const solidity = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IDisputeJudge} from "../interfaces/IDisputeJudge.sol";

/// @notice Generated by network/tools/exchangeVectors.ts; the same values as contracts/vectors.
library ExchangeVectors {
    bytes32 internal constant ROOT_KEY = ${keyTree.rootKey};
    bytes32 internal constant KEY_ROOT = ${keyTree.keyRoot};
    bytes32 internal constant KEY_OF_1000_IN_DEPTH_20 = ${keyTree.keyOf1000InDepth20};
    uint256 internal constant BUYER_SECRET = ${wrapping.buyerSecret};
    uint256 internal constant BUYER_X = ${wrapping.buyerPoint.x};
    uint256 internal constant BUYER_Y = ${wrapping.buyerPoint.y};
    uint256 internal constant SELLER_X = ${wrapping.sellerPoint.x};
    uint256 internal constant SELLER_Y = ${wrapping.sellerPoint.y};
    bytes20 internal constant SHARED = hex"${wrapping.sharedAddress.slice(2)}";
    bytes32 internal constant ORDER_ID = ${wrapping.orderId};
    bytes32 internal constant DATA_ROOT = ${sector.dataRoot};
    uint32 internal constant SECTORS_PER_CHUNK = ${sectorsPerChunk};

    struct Sector {
        uint64 index;
        uint32 length;
        bytes plain;
        IDisputeJudge.Part cipher;
        IDisputeJudge.Part promised;
        bytes32 digest;
        bytes32[] siblings;
    }

${lists('keys', keyTree.keys)}
${lists('keyLeaves', keyTree.leaves)}
${lists('keyProof', keyTree.proofOfChunk3)}
${lists(
  'wrapped',
  wrapping.parts.map((part) => part.wrapped),
)}
    function sectors() internal pure returns (Sector[] memory list) {
        list = new Sector[](${sector.sectors.length});
${fill(
  'list',
  sector.sectors.map((_, i) => `sector${i}()`),
)}
    }

${sector.sectors.map(sectorFunction).join('\n')}}
`

const folder = new URL('../../contracts/vectors/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const [name, value] of Object.entries({ keyTree, wrapping, sector })) {
  // A list of one stands in its line, as the formatter wants it.
  const json = JSON.stringify(value, null, 2).replace(/\[\n\s+("\w+")\n\s+\]/g, '[$1]')
  await writeFile(new URL(`${name}.json`, folder), `${json}\n`)
}
await writeFile(new URL('../exchange-test/ExchangeVectors.sol', folder), solidity)
