import { Blocks, Compass, type LucideIcon, Wallet } from 'lucide-react'

export type Room = { id: 'overview' | 'explorer' | 'wallet'; href: string; icon: LucideIcon; owns: readonly string[] }

/** The rooms that exist, in the order of the navigation. A room is added here when its page works. */
export const rooms: readonly Room[] = [
  { id: 'overview', href: '/', icon: Compass, owns: ['/'] },
  { id: 'explorer', href: '/explorer', icon: Blocks, owns: ['/explorer', '/block', '/tx', '/address', '/token'] },
  { id: 'wallet', href: '/wallet', icon: Wallet, owns: ['/wallet'] },
]

/** Returns whether the path lies inside the room. */
export function isInside(room: Room, path: string): boolean {
  return room.owns.some((owned) => path === owned || (owned !== '/' && path.startsWith(`${owned}/`)))
}
