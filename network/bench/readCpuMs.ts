import { readFile } from 'node:fs/promises'

const msPerTick = 10

/** Returns the processor time that a process has used so far, which is the same on a busy machine; nothing without /proc. */
export async function readCpuMs(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // The name of the program, in brackets, may hold spaces: count from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * msPerTick
}
