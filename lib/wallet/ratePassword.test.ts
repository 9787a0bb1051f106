import { expect, test } from 'vitest'
import { ratePassword } from './ratePassword.ts'

test('what is short, common or repetitive is told so', () => {
  expect(ratePassword('short')).toEqual({ strength: 0, advice: 'tooShort' })
  for (const password of ['password123', 'Qwerty2024', '12345678', 'iloveyou520']) {
    expect(ratePassword(password), password).toEqual({ strength: 0, advice: 'common' })
  }
  expect(ratePassword('abababababab')).toEqual({ strength: 0, advice: 'repetitive' })
  expect(ratePassword('aaaaaaaaaaaaaaaa').strength).toBe(0)
})

test('length and variety help', () => {
  expect(ratePassword('kitten47')).toEqual({ strength: 1, advice: 'longer' })
  expect(ratePassword('kitten47garage')).toEqual({ strength: 2, advice: 'longer' })
  expect(ratePassword('rK7$mZ2!wQ')).toEqual({ strength: 2, advice: 'longer' })
  expect(ratePassword('correct horse battery staple').strength).toBe(2)
  expect(ratePassword('correct horse battery staple window')).toEqual({ strength: 3, advice: 'good' })
})

test('characters of any script count', () => {
  expect(ratePassword('红灯停绿灯行黄灯等一等').strength).toBeGreaterThan(0)
})
