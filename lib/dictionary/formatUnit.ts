const raised = '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Returns a unit as people write it: `m/s^2` as m/s². Data keeps the symbol as it is. */
export function formatUnit(symbol: string): string {
  return symbol.replace(/\^(-?\d+)/g, (_, power: string) =>
    power.replace(/./g, (sign) => raised['-0123456789'.indexOf(sign)]!),
  )
}
