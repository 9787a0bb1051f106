import { decodeHex, type Hex } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'
import { decodeHeader } from './encodeHeader.ts'
import type { Header } from './Header.ts'

type HeaderRequest = (call: { method: 'qood_getHeaders'; params: [number, number] }) => Promise<Hex[]>

/** Returns the headers of a range without their seals: they lead to a sealed one by their hashes, so checking them is cheap. */
export async function readHeaders(client: NodeClient, from: number, count: number): Promise<Header[]> {
  const request = client.request as unknown as HeaderRequest
  const headers = await request({ method: 'qood_getHeaders', params: [from, count] })
  return headers.map((bytes) => decodeHeader(decodeHex(bytes)))
}
