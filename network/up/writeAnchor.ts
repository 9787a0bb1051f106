import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createDevelopmentGenesis } from '../genesis/createDevelopmentGenesis.ts'
import { createAnchor } from '../node/light/createAnchor.ts'

/** Where a light client finds its anchor on hosts that publish no /config.json. Made while building, not committed. */
export const anchorFile = 'public/anchor.json'

/** Writes the anchor of the development chain beside the other static files of the app. */
export async function writeAnchor(root: string): Promise<void> {
  const path = join(root, anchorFile)
  const anchor = await createAnchor(await createDevelopmentGenesis())
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(anchor)}\n`)
}
