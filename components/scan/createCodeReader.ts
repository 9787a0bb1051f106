import { startQr } from '../../workers/qr.ts'

type Detector = { detect(image: CanvasImageSource): Promise<readonly { rawValue: string }[]> }
type DetectorClass = {
  new (options: { formats: readonly string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}
export type CodeReader = {
  /** Returns the text of the code in the picture, or undefined where there is none. */
  read(source: CanvasImageSource, width: number, height: number): Promise<string | undefined>
  stop(): void
}

/** A code is read at this size; more pixels only take longer. */
const maxSide = 900
const deadlineMs = 5_000

/** Returns what reads QR codes: the browser's own detector where it has one, else a worker. */
export async function createCodeReader(): Promise<CodeReader> {
  const detector = await createDetector()
  const worker = startQr()
  return {
    async read(source, width, height) {
      if (width === 0 || height === 0) return undefined
      const found = await detector?.detect(source).catch(() => [])
      if (found?.[0]) return found[0].rawValue
      const scale = Math.min(1, maxSide / Math.max(width, height))
      const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale))
      const context = canvas.getContext('2d', { willReadFrequently: true })!
      context.drawImage(source, 0, 0, canvas.width, canvas.height)
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      const pixels = { data, width: canvas.width, height: canvas.height }
      return worker.read(pixels, { timeoutMs: deadlineMs, transfer: [data.buffer] })
    },
    stop: () => worker.stop(),
  }
}

async function createDetector(): Promise<Detector | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? []
  return BarcodeDetector && formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : undefined
}
