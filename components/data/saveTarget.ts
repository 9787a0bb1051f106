import type { Target } from '../../lib/dataset/createDataApi.ts'

type Picker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>

/** Asks where to save, where the browser can ask; undefined when the person thought better of it. */
export async function pickTarget(name: string): Promise<Target | undefined> {
  const pick = (window as { showSaveFilePicker?: Picker }).showSaveFilePicker
  if (!pick) return { name }
  try {
    return { name, handle: await pick.call(window, { suggestedName: name }) }
  } catch (error) {
    if ((error as Error).name === 'AbortError') return undefined
    return { name }
  }
}

/** Hands over what was written where the browser could not ask: from the private folder to the downloads. */
export async function handOver({ handle, name }: Target): Promise<void> {
  if (handle) return
  const { takePrivateFile } = await import('../../lib/dataset/openFileSink.ts')
  const address = URL.createObjectURL(await takePrivateFile(name))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
