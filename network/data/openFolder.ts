import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeHex } from '../../lib/bytes/hex.ts'
import type { GetBlock } from '../../lib/crypto/openData.ts'
import { hashDescription, parseDescription, rootsOf } from '../../lib/market/description.ts'
import { createBlockFolder } from './createBlockFolder.ts'

export const descriptionName = 'description.json'

/** Returns a folder of sealed data, its description verified. */
export async function openFolder(folder: string) {
  const text = await readFile(join(folder, descriptionName), 'utf8')
  const description = await parseDescription(text)
  const { getBlock } = await createBlockFolder(join(folder, 'blocks'))
  const job = { id: decodeHex(description.id), set: rootsOf(description), getBlock: getBlock as GetBlock }
  return { description, descriptionHash: hashDescription(text), ...job }
}
