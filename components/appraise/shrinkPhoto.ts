const mostPixels = 1_600
const quality = 0.82

/**
 * Returns a photo as a JPEG of at most 1,600 pixels a side. Drawn anew, it has lost what the camera wrote into it: the place,
 * the time, the device.
 */
export async function shrinkPhoto(photo: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await createImageBitmap(photo)
  const scale = Math.min(1, mostPixels / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  )
  const context = canvas.getContext('2d')!
  // What was transparent would become black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
  return new Uint8Array(await blob.arrayBuffer())
}
