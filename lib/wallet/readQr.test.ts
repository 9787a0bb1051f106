import { create } from 'qrcode'
import { expect, test } from 'vitest'
import { type Pixels, readQr } from './readQr.ts'

const text =
  'ethereum:0x0000000000000000000000000000000000001001@72018/transfer?address=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

/** A picture of the code as a camera might see it: `tilt` moves each row a little to the right. */
function draw({ scale = 4, tilt = 0, dark = 0, light = 255 } = {}): Pixels {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const side = Math.ceil((size + 8) * scale * 1.3)
  const pixels = new Uint8ClampedArray(side * side * 4).fill(light)
  for (let y = 0; y < size * scale; y++) {
    for (let x = 0; x < size * scale; x++) {
      const isDark = data[Math.floor(y / scale) * size + Math.floor(x / scale)]
      const at = ((y + 4 * scale) * side + x + 4 * scale + Math.round(y * tilt)) * 4
      if (isDark) pixels.fill(dark, at, at + 3)
    }
  }
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255
  return { data: pixels, width: side, height: side }
}

test('a code is read, straight, tilted, faint and inverted', () => {
  expect(readQr(draw())).toBe(text)
  expect(readQr(draw({ tilt: 0.15 }))).toBe(text)
  expect(readQr(draw({ dark: 90, light: 160 }))).toBe(text)
  expect(readQr(draw({ dark: 255, light: 0 }))).toBe(text)
})

test('a picture without a code gives nothing, and so does one whose code is half hidden', () => {
  const { data, ...size } = draw()
  expect(readQr({ data: new Uint8ClampedArray(data.length).fill(255), ...size })).toBeUndefined()
  expect(readQr({ data: data.map((value, at) => (at < data.length / 2 ? value : 255)), ...size })).toBeUndefined()
})
