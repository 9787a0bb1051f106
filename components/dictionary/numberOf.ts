const numbers = new WeakMap<object, number>()
let last = 0

/** Returns a number that stands for the object in the key of a query. What is on the screen is never changed in place. */
export function numberOf(value: object | undefined): number {
  if (!value) return 0
  const known = numbers.get(value)
  if (known) return known
  numbers.set(value, ++last)
  return last
}
