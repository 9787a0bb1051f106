/** Returns a function that runs works of the same key one after the other, those of different keys at once. */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const result = (last.get(key) ?? Promise.resolve()).then(work)
    const ended: Promise<void> = result.then(forget, forget)
    last.set(key, ended)
    return result

    function forget(): void {
      if (last.get(key) === ended) last.delete(key)
    }
  }
}
