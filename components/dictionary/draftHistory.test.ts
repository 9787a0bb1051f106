import { expect, test } from 'vitest'
import { changeValue, redo, startHistory, undo } from './draftHistory.ts'

test('goes back and forth', () => {
  let history = changeValue(changeValue(startHistory('a'), 'b'), 'c')
  history = undo(history)
  expect(history.present).toBe('b')
  history = undo(undo(history))
  expect(history.present).toBe('a')
  expect(redo(redo(redo(history))).present).toBe('c')
})

test('undoes letters typed into one place together, and a change elsewhere apart', () => {
  let history = startHistory('')
  for (const text of ['S', 'Sp', 'Spe']) history = changeValue(history, text, 'title')
  history = changeValue(history, 'Spe/km', 'unit')
  expect(undo(history).present).toBe('Spe')
  expect(undo(undo(history)).present).toBe('')
})

test('a change after going back forgets what came after', () => {
  const history = changeValue(undo(changeValue(startHistory('a'), 'b')), 'c')
  expect(redo(history).present).toBe('c')
  expect(undo(history).present).toBe('a')
})
