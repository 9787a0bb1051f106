import { expect, test } from 'vitest'
import { isInside, type Room, type RoomId, rooms, thumbRooms } from './rooms.ts'

const order: readonly RoomId[] = [
  'overview',
  'market',
  'garage',
  'sell',
  'appraise',
  'dictionary',
  'explorer',
  'wallet',
]
const icon = rooms[0]!.icon
const all = order.map<Room>((id) => ({ id, href: `/${id}`, icon, owns: [`/${id}`] }))

test('rooms stand in the agreed order, each once', () => {
  expect(rooms.map(({ id }) => id)).toEqual(order.filter((id) => rooms.some((room) => room.id === id)))
})

test('a phone keeps four rooms under the thumb, whatever number there is', () => {
  expect(thumbRooms(all).map(({ id }) => id)).toEqual(['market', 'garage', 'explorer', 'wallet'])
  expect(thumbRooms(all.filter(({ id }) => id !== 'market')).map(({ id }) => id)).toEqual([
    'overview',
    'garage',
    'explorer',
    'wallet',
  ])
  expect(thumbRooms(all.slice(0, 2)).map(({ id }) => id)).toEqual(['overview', 'market'])
})

test('a path lies inside the room that owns it and in no other', () => {
  const inside = (path: string) => rooms.filter((room) => isInside(room, path)).map(({ id }) => id)
  expect(inside('/')).toEqual(['overview'])
  expect(inside('/block/12')).toEqual(['explorer'])
  expect(inside('/wallet/send')).toEqual(['wallet'])
  expect(inside('/walleting')).toEqual([])
})
