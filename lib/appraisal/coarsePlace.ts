import type { Address } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { aboutNothing, readNotes, sendNote } from './accountNote.ts'

/*
 * Where somebody works, in tenths of a degree: some ten kilometres, enough to say who is near and not where they live.
 * Whoever wants to be found publishes it by a note to itself; whoever searches keeps the own place in the browser.
 */
export type CoarsePlace = {
  /** Tenths of a degree. */
  latitude: number
  longitude: number
}

const earthKm = 6_371
const noPlace = 0x7fff

/** Returns a place without its last digits, or undefined where it is none on earth. */
export function roundPlace({ latitude, longitude }: { latitude: number; longitude: number }): CoarsePlace | undefined {
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  // Adding zero makes no difference but to minus zero.
  return isPlace ? { latitude: Math.round(latitude * 10) + 0, longitude: Math.round(longitude * 10) + 0 } : undefined
}

/** Returns how far two places are from each other along the ground. */
export function distanceKm(a: CoarsePlace, b: CoarsePlace): number {
  const angle = (tenths: number) => (tenths / 10) * (Math.PI / 180)
  const half = (from: number, to: number) => Math.sin((angle(to) - angle(from)) / 2) ** 2
  const along = Math.cos(angle(a.latitude)) * Math.cos(angle(b.latitude)) * half(a.longitude, b.longitude)
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(half(a.latitude, b.latitude) + along)))
}

/** Publishes where the account works; without a place, that it does not say so any more. */
export async function publishPlace(context: ChainContext, place: CoarsePlace | undefined): Promise<void> {
  await sendNote(context, {
    to: context.account.address,
    kind: 'place',
    about: aboutNothing,
    payload: encodePlace(place),
  })
}

/** Returns where an account says that it works, if it does. */
export async function readPlace(client: NodeClient, account: Address): Promise<CoarsePlace | undefined> {
  const notes = await readNotes(client, { from: [account], to: account, kind: 'place' })
  return decodePlace(notes.at(-1)?.payload)
}

/** Returns a place as two signed numbers of 16 bits. */
export function encodePlace(place: CoarsePlace | undefined): Uint8Array {
  const view = new DataView(new ArrayBuffer(4))
  view.setInt16(0, place?.latitude ?? noPlace)
  view.setInt16(2, place?.longitude ?? noPlace)
  return new Uint8Array(view.buffer)
}

/** Returns the place in the bytes, or undefined where there is none. */
export function decodePlace(bytes: Uint8Array | undefined): CoarsePlace | undefined {
  if (bytes?.length !== 4) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const place = { latitude: view.getInt16(0), longitude: view.getInt16(2) }
  return roundPlace({ latitude: place.latitude / 10, longitude: place.longitude / 10 }) && place
}
