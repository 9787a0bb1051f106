export type Ways = { serial: boolean; usb: boolean; bluetooth: boolean }

/** Returns which ways to an adapter this browser has. */
export function findWays(): Ways {
  return { serial: 'serial' in navigator, usb: 'usb' in navigator, bluetooth: 'bluetooth' in navigator }
}
