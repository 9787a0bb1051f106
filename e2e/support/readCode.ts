import type { Locator } from '@playwright/test'
import jsqr from 'jsqr'

/** Dots for each module of the code. */
const scale = 4

/** Returns what a QR code on the page says, as a camera would read it. */
export async function readCode(code: Locator): Promise<string | undefined> {
  const { modules, path } = await code.evaluate((drawn) => ({
    modules: Number(drawn.getAttribute('viewBox')?.split(' ').at(-1)),
    path: drawn.querySelector('path')?.getAttribute('d') ?? '',
  }))
  const side = modules * scale
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g)) {
    for (let row = 0; row < scale; row++) {
      const start = ((Number(y) * scale + row) * side + Number(x) * scale) * 4
      for (let dot = 0; dot < scale; dot++) data.fill(0, start + dot * 4, start + dot * 4 + 3)
    }
  }
  return jsqr(data, side, side)?.data
}
