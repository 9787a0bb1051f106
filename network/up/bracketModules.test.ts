import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { bracketModules } from './bracketModules.ts'

const push = '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push'
const chunk = `${push}(["object"==typeof document?document.currentScript:void 0,12,e=>{"use strict";e.s(["f",0,()=>"e=>{"])},\
34,56,(e,t,r)=>{r.exports=function(){return/,e=>{/}},78,function(e){e.v(t=>t)}]);`

test('puts each module of a chunk in brackets, and nothing else', () => {
  const bracketed = bracketModules(chunk)
  expect(bracketed).toBe(
    `${push}(["object"==typeof document?document.currentScript:void 0,12,(e=>{"use strict";e.s(["f",0,()=>"e=>{"])}),\
34,56,((e,t,r)=>{r.exports=function(){return/,e=>{/}}),78,(function(e){e.v(t=>t)})]);`,
  )
  expect(read(bracketed)).toEqual(read(chunk))
})

test('tells modules apart that are written alike', () => {
  expect(bracketModules(`${push}([void 0,1,e=>{},2,e=>{}]);`)).toBe(`${push}([void 0,1,(e=>{}),2,(e=>{})]);`)
})

test('leaves alone what is no chunk, and a module that cannot stand in brackets', () => {
  const script = '(()=>{globalThis.TURBOPACK=[]})()'
  expect(bracketModules(script)).toBe(script)
  const method = `${push}([void 0,1,{f(e){}}.f]);`
  expect(bracketModules(method)).toBe(method)
})

test('leaves a chunk alone the second time', () => {
  expect(bracketModules(bracketModules(chunk))).toBe(bracketModules(chunk))
})

function read(script: string): string[] {
  const lists: unknown[][] = []
  runInNewContext(script, { TURBOPACK: { push: (list: unknown[]) => lists.push(list) } })
  return lists.flat().map(String)
}
