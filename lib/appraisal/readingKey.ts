import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { Address } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { aboutNothing, readNotes, sendNote } from './accountNote.ts'
import { deriveSecret } from './deriveSecret.ts'

/*
 * What others seal to for an account. The secret follows from the seed of its data keys, the public half is published once
 * by a note of the account to itself. The newest one that is a point of the curve counts.
 */

/** Returns the secret with which an account reads what others have sealed to it. */
export function deriveAccountKey(dataSeed: Uint8Array): Promise<Uint8Array> {
  return deriveSecret(dataSeed, 'account reading key v1')
}

/** Publishes the public half of the account's secret. */
export async function publishReadingKey(context: ChainContext, secret: Uint8Array): Promise<void> {
  const payload = secp256k1.getPublicKey(secret, true)
  await sendNote(context, { to: context.account.address, kind: 'readingKey', about: aboutNothing, payload })
}

/** Returns what to seal to for an account, or undefined where it has published nothing. `client` should prove what it reads. */
export async function readReadingKey(client: NodeClient, account: Address): Promise<Uint8Array | undefined> {
  const notes = await readNotes(client, { from: [account], to: account, kind: 'readingKey' })
  return notes.findLast(({ payload }) => secp256k1.utils.isValidPublicKey(payload, true))?.payload
}
