import { fileURLToPath } from 'node:url'
import { writeAnchor } from '../up/writeAnchor.ts'

/* Runs before `next build`: the app is static files, and its trust anchor is one of them. */
await writeAnchor(fileURLToPath(new URL('../../', import.meta.url)))
