import { loadBlake3 } from './blake3.ts'
import { loadHashEach } from './hashEach.ts'

let loading: Promise<unknown> | undefined

/** Returns when hashing runs as fast as this machine can; before that, and without WebAssembly, it runs all the same. */
export async function loadHashing(): Promise<void> {
  loading ??= Promise.all([loadHashEach(), loadBlake3()])
  await loading
}
