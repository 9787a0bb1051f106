import { expect, test } from 'vitest'
import type { Hex } from '../bytes/hex.ts'
import { setCommitment } from '../chain/setCommitment.ts'
import { formatWord } from './answers.ts'
import type { ProducerSet } from './LightAnchor.ts'
import { commitmentSlot, historySlots, isSealingSet, newestSlot } from './verifySet.ts'

const setOf = (epoch: number): ProducerSet => ({
  epoch,
  seed: formatWord(BigInt(epoch)),
  validators: [`0x${'11'.repeat(20)}`, `0x${'22'.repeat(20)}`],
})

/** Election's storage after it chose the sets of these epochs, in order; `history` whether the last slots are proved. */
function storageOf(epochs: readonly number[], history = false): Map<Hex, Hex> {
  const slots = new Map<Hex, Hex>([[newestSlot, setCommitment(setOf(epochs.at(-1)!))]])
  for (const epoch of epochs) slots.set(commitmentSlot(epoch), setCommitment(setOf(epoch)))
  if (!history) return slots
  const [rotations, ...places] = historySlots
  slots.set(rotations!, formatWord(BigInt(epochs.length - 1)))
  epochs.forEach((epoch, i) => {
    slots.set(places[i % 3]!, formatWord(BigInt(epoch)))
  })
  return slots
}

test.each<[string, { chosen: number[]; claim: number; epoch: number; history?: boolean; shown: boolean | undefined }]>([
  ['the first set in its epoch', { chosen: [0], claim: 0, epoch: 0, shown: true }],
  ['the first set for ever while nobody rotates', { chosen: [0], claim: 0, epoch: 900, shown: true }],
  ['the set of this epoch when the next is chosen', { chosen: [0, 1, 2], claim: 1, epoch: 1, shown: true }],
  ['the newest set in its epoch', { chosen: [0, 1, 2], claim: 2, epoch: 2, shown: true }],
  ['no set before its epoch', { chosen: [0, 1, 2], claim: 2, epoch: 1, shown: false }],
  ['no set that was followed by another', { chosen: [0, 1, 2], claim: 1, epoch: 2, history: true, shown: false }],
  ['no set that was never chosen', { chosen: [0, 2], claim: 1, epoch: 2, shown: false }],
  ['nothing yet after a pause, without history', { chosen: [0, 2, 7], claim: 2, epoch: 6, shown: undefined }],
  ['the set before the pause, with history', { chosen: [0, 2, 7], claim: 2, epoch: 6, history: true, shown: true }],
  ['no older set, with history', { chosen: [0, 2, 4, 7], claim: 2, epoch: 6, history: true, shown: false }],
  [
    'the set before the pause, any number of sets later',
    { chosen: [0, 1, 2, 3, 4, 9], claim: 4, epoch: 8, history: true, shown: true },
  ],
])('shows %s', (_, { chosen, claim, epoch, history, shown }) => {
  expect(isSealingSet({ claim: setOf(claim), epoch, slots: storageOf(chosen, history) })).toBe(shown)
})

test('shows no set with another member, seed or epoch than was committed', () => {
  const slots = storageOf([0, 1])
  const claim = setOf(1)
  for (const changed of [
    { ...claim, validators: claim.validators.slice(1) },
    { ...claim, seed: formatWord(9n) },
    { ...claim, epoch: 0 },
  ]) {
    expect(isSealingSet({ claim: changed, epoch: 1, slots })).toBe(false)
  }
})
