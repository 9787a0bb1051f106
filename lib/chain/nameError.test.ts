import { expect, test } from 'vitest'
import { BaseError } from '../errors.ts'
import { findOwn, nameError } from './nameError.ts'

class OwnError extends BaseError {
  override readonly name = 'Light.OwnError'
}

test('the cause that is ours gives the name, however deep it lies', () => {
  const own = new OwnError('own')
  const wrapped = new Error('outer', { cause: new Error('inner', { cause: own }) })
  expect([nameError(wrapped), findOwn(wrapped)]).toEqual(['Light.OwnError', own])
})

test('an error of a library keeps its own name', () => {
  expect([nameError(new TypeError('no')), findOwn(new TypeError('no'))]).toEqual(['TypeError', undefined])
  expect(nameError('text')).toBe('Error')
})
