import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createOpenApi } from '../indexer/api/openApi.ts'

/* `node network/tools/writeOpenApi.ts`: writes the description of the API to docs; a test fails where it is stale. */
const path = fileURLToPath(new URL('../../docs/indexer-openapi.json', import.meta.url))
await writeFile(path, `${JSON.stringify(createOpenApi(), null, 2)}\n`)
