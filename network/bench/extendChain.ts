import type { ExtendSample } from './extendProcess.ts'
import { forkProcess } from './forkProcess.ts'

/** Brings the chain in the directory to that height with empty blocks; resolves to a sample each `every` blocks. */
export async function extendChain(data: string, height: number, every: number): Promise<ExtendSample[]> {
  const process = forkProcess('./extendProcess.ts', [data, `${height}`, `${every}`])
  const samples: ExtendSample[] = []
  for (;;) {
    const message = await process.next<ExtendSample | 'done'>()
    if (message === 'done') break
    samples.push(message)
  }
  await process.ended
  return samples
}
