import { Blocks, BookA, CarFront, Compass, type LucideIcon, ScanSearch, Store, Tags, Wallet } from 'lucide-react'

export type RoomId = 'overview' | 'market' | 'garage' | 'sell' | 'appraise' | 'dictionary' | 'explorer' | 'wallet'
export type Room = { id: RoomId; href: string; icon: LucideIcon; owns: readonly string[] }

/** The rooms that exist, in the order of `RoomId`. A room is added here when its page works; its words are there already. */
export const rooms: readonly Room[] = [
  { id: 'overview', href: '/', icon: Compass, owns: ['/'] },
  { id: 'market', href: '/market', icon: Store, owns: ['/market'] },
  { id: 'garage', href: '/garage', icon: CarFront, owns: ['/garage'] },
  { id: 'sell', href: '/sell', icon: Tags, owns: ['/sell', '/data'] },
  {
    id: 'appraise',
    href: '/appraise',
    icon: ScanSearch,
    owns: ['/appraise', '/vehicle', '/sale', '/appraisal', '/report', '/oracle'],
  },
  { id: 'dictionary', href: '/dictionary', icon: BookA, owns: ['/dictionary'] },
  {
    id: 'explorer',
    href: '/explorer',
    icon: Blocks,
    owns: [
      ...['/explorer', '/block', '/tx', '/address', '/token'],
      ...['/transactions', '/tokens', '/contracts', '/producers', '/pool', '/network', '/trust', '/verify'],
    ],
  },
  { id: 'wallet', href: '/wallet', icon: Wallet, owns: ['/wallet'] },
]

/** Who comes first where there is no room for all. */
const rank: readonly RoomId[] = ['market', 'garage', 'wallet', 'explorer', 'overview', 'sell', 'dictionary', 'appraise']
const thumbs = 4

/** Returns the rooms that a phone keeps under the thumb, in the order of the navigation; the others are in the menu. */
export function thumbRooms(all: readonly Room[] = rooms): Room[] {
  const chosen = rank.filter((id) => all.some((room) => room.id === id)).slice(0, thumbs)
  return all.filter(({ id }) => chosen.includes(id))
}

/** Returns the room of that name, if it exists. */
export function findRoom(id: RoomId): Room | undefined {
  return rooms.find((room) => room.id === id)
}

/** Returns whether the path lies inside the room. */
export function isInside(room: Room, path: string): boolean {
  return room.owns.some((owned) => path === owned || (owned !== '/' && path.startsWith(`${owned}/`)))
}
