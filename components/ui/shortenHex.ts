/** Returns the two ends of a long hex word, enough to recognise it by. */
export function shortenHex(value: string, head = 6, tail = 4): string {
  return value.length <= head + tail + 3 ? value : `${value.slice(0, head + 2)}…${value.slice(-tail)}`
}
