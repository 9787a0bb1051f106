import { expect, test } from 'vitest'
import { compileFormula } from './compileFormula.ts'
import { parseTorqueCsv } from './parseTorqueCsv.ts'

test('reads a list as Torque writes it, with and without its first line', () => {
  const text =
    'Name,ShortName,ModeAndPID,Equation,Min Value,Max Value,Units,Header\n"Oil, gearbox",Oil,0x221E1C,((A*256)+B)/10-40,-40,215,°C,7E1\nBoost,Bst,22 F4 0B,A-98,,,kPa,\n'
  const [oil, boost] = parseTorqueCsv(text)
  expect(oil).toMatchObject({ name: 'Oil, gearbox', request: '221E1C', unit: '°C', min: -40, max: 215, header: '7E1' })
  expect(oil!.formula([4, 0])).toBeCloseTo(62.4)
  expect(boost!.formula([120])).toBe(22)
})

test('equations know signs and bits, keep the order of operations, and run nothing', () => {
  expect(compileFormula('SIGNED(A)*2')([0xff])).toBe(-2)
  expect(compileFormula('BIT(B:3)+{A:0}')([1, 8])).toBe(2)
  expect(compileFormula('2+3*4-10/5%3')([])).toBe(12)
  expect(() => compileFormula('A')([])).toThrow('shorter')
  for (const text of ['', 'A+', 'alert(1)', '(A', 'A B', 'BIT(A:9)', 'constructor']) {
    expect(() => compileFormula(text), text).toThrow('Expected an equation')
  }
})

test('what cannot be understood is named by its line; requests that write are refused', () => {
  expect(() => parseTorqueCsv('a,b,0105,A-40,0,1,C,\nx,y,0401,A,0,1,,\n')).toThrow('line 2')
  expect(() => parseTorqueCsv('')).toThrow('found none')
})
