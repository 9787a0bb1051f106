import type { GetBlock } from '../crypto/openData.ts'
import { MissingBlockError } from '../crypto/openData.ts'
import { isBlockOf } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'
import type { Content, DataSet } from './DataSet.ts'
import { hashDescription, parseDescription } from './description.ts'
import type { Description } from './descriptionSchema.ts'

/** Returns the description of a registered data set: fetched from anybody, checked against what the chain has. */
export async function fetchDescription(
  { dataSet, content }: { dataSet: DataSet; content: Content },
  getBlock: GetBlock,
  signal?: AbortSignal,
): Promise<Description> {
  const bytes = await getBlock(dataSet.descriptionCid, signal)
  if (!bytes) throw new MissingBlockError(dataSet.descriptionCid)
  if (!(await isBlockOf(dataSet.descriptionCid, bytes))) throw new WrongDescriptionError('its CID')
  const text = new TextDecoder().decode(bytes)
  if (hashDescription(text) !== dataSet.descriptionHash) throw new WrongDescriptionError('its hash')
  const description = await parseDescription(text)
  checkRoots(description, content)
  return description
}

function checkRoots(description: Description, content: Content): void {
  const { chunks, sectorsPerChunk, dataRoot, keyRoot } = description
  const same = chunks === content.chunks && sectorsPerChunk === content.sectorsPerChunk
  if (!same || dataRoot !== content.dataRoot || keyRoot !== content.keyRoot)
    throw new WrongDescriptionError('its roots')
}

export class WrongDescriptionError extends BaseError {
  override readonly name = 'Market.WrongDescriptionError'
  constructor(by: string) {
    super(`Expected the description that was registered, found another one by ${by}.`)
  }
}
