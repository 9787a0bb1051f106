import { encodeHex, type Hex } from '../bytes/hex.ts'
import { deriveDataSetKey } from '../crypto/deriveDataSetKey.ts'
import { cidOf } from '../crypto/rawCid.ts'
import { type SealInput, sealData } from '../crypto/sealData.ts'
import { sha256 } from '../crypto/webCrypto.ts'
import { createDescription, descriptionTypedData, formatDescription } from './description.ts'
import type { Description, DescriptionBody, DescriptionChoices } from './descriptionSchema.ts'
import type { MarketAccount } from './MarketAccount.ts'
import { type RegistrationInput, registerDataSet } from './registerDataSet.ts'
import type { MarketContext } from './sendCall.ts'

type SealingInput = Omit<SealInput, 'id' | 'root' | 'resume'> & {
  /** Who owns the data and signs the description. */
  account: MarketAccount
  /** The owner's data seed. */
  seed: Uint8Array
  choices: DescriptionChoices
} & Pick<DescriptionBody, 'dataClass' | 'privacy'>

export type SealedDataSet = {
  description: Description
  /** The description as it is stored. */
  text: string
  cid: string
  /** The node from which the keys of all chunks derive: what an agent is given. */
  root: Uint8Array
}

/** Seals data and describes it, signed by its owner; all blocks and the description are stored when it returns. */
export async function sealDataSet({
  account,
  seed,
  choices,
  dataClass,
  privacy,
  ...input
}: SealingInput): Promise<SealedDataSet> {
  const id = crypto.getRandomValues(new Uint8Array(32))
  const root = await deriveDataSetKey({ seed, id, dataClass, privacy })
  const sealed = await sealData({ ...input, id, root })
  const owner = account.address
  const body = createDescription({ ...{ id, owner, dataClass, privacy, sealed, choices }, plan: input.plan })
  const signature = await account.signTypedData(descriptionTypedData(body))
  const description = { ...body, signature }
  const text = formatDescription(description)
  const bytes = new TextEncoder().encode(text)
  const cid = await cidOf(bytes)
  await input.putBlock(cid, bytes)
  return { description, text, cid, root }
}

type PublishInput = Omit<SealingInput, 'account'> & Pick<RegistrationInput, 'agreement' | 'keeper'>

/** Seals, describes and registers data of the account; returns its id on chain with what was made. */
export async function publishDataSet(context: MarketContext, { agreement, keeper, ...input }: PublishInput) {
  const made = await sealDataSet({ ...input, account: context.account })
  const registered = await registerDataSet(context, {
    ...made,
    publisher: context.account.address,
    ...(agreement && { agreement }),
    ...(keeper && { keeper }),
  })
  return { ...made, ...registered }
}

/** Returns a fingerprint for bytes that are at hand as a whole. */
export async function fingerprintOf(bytes: Uint8Array): Promise<Hex> {
  return encodeHex(await sha256(bytes))
}
