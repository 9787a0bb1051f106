/* The database hands out Buffers and wants them. To be taken to pieces they cost three times as much as plain arrays do. */

/** Returns the bytes as a Buffer over the same memory. */
export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Returns part of a Buffer as a plain array over the same memory. */
export function toPlain(bytes: Uint8Array, start = 0, end: number = bytes.length): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start)
}
