/** Returns a growing list of bytes that takes whole numbers in as few bytes as they need. */
export function createByteWriter(size = 1024) {
  let bytes = new Uint8Array(size)
  let length = 0
  const put = (byte: number) => {
    if (length === bytes.length) {
      const larger = new Uint8Array(2 * bytes.length)
      larger.set(bytes)
      bytes = larger
    }
    bytes[length++] = byte
  }
  const unsigned = (value: number) => {
    let rest = value
    while (rest > 127) {
      put((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    put(rest)
  }
  return {
    unsigned,
    /** Zigzag: small numbers of either sign stay short. */
    signed: (value: number) => unsigned(value < 0 ? -2 * value - 1 : 2 * value),
    bytes: () => bytes.slice(0, length),
  }
}

/** Returns what reads the numbers back in order; throws past the end. */
export function createByteReader(bytes: Uint8Array) {
  let at = 0
  const unsigned = () => {
    let value = 0
    let factor = 1
    for (;;) {
      if (at >= bytes.length || factor > 2 ** 53) throw new RangeError('Expected more bytes of a number.')
      const byte = bytes[at++]!
      value += (byte & 127) * factor
      if (byte < 128) return value
      factor *= 128
    }
  }
  return {
    unsigned,
    signed: () => {
      const value = unsigned()
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2
    },
    isDone: () => at >= bytes.length,
  }
}
