import jsqr from 'jsqr'

export type Pixels = { data: Uint8ClampedArray; width: number; height: number }

// The package is CommonJS: bundlers and Node disagree on where its one function lies.
const decode = (typeof jsqr === 'function' ? jsqr : (jsqr as { default: typeof jsqr }).default) as typeof jsqr

/** Returns the text of the QR code in a picture of red, green, blue and alpha, or undefined when none can be read. */
export function readQr({ data, width, height }: Pixels): string | undefined {
  const text = decode(data, width, height, { inversionAttempts: 'attemptBoth' })?.data
  return text === undefined || text === '' ? undefined : text
}
