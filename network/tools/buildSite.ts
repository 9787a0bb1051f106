import { fileURLToPath } from 'node:url'
import { buildApp, kitOf } from '../up/buildApp.ts'
import { writeAnchor } from '../up/writeAnchor.ts'

/* The app as static files in `out`, for any web host. `QOOD_KIT=1` adds the page /kit, as the browser tests need it. */
const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '')
const built = await buildApp({
  root,
  kit: kitOf(process.env, 'without'),
  onLine: console.log,
  prepare: () => writeAnchor(root),
})
console.log(built ? 'The app is built: out/' : 'Nothing has changed since the app was built: out/')
