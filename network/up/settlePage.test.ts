import { expect, test } from 'vitest'
import { settlePage, UnknownPageError } from './settlePage.ts'

/** What React 19 writes for a large boundary with another one in it; the functions that move them are left out. */
const exported = `<main><!--$?--><template id="B:0"></template><b>outer <!--$-->waits<!--/$--></b><!--/$--></main><footer>the end</footer>\
<script>requestAnimationFrame(function(){$RT=performance.now()});</script>\
<div hidden id="S:0"><article>outer<!--$?--><template id="B:1"></template>inner waits<!--/$--><div>!</div></article></div>\
<script>$RB=[];$RV=function(a){};$RC=function(a,b){};$RC("B:0","S:0")</script>\
<div hidden id="S:1"><p>inner</p></div><script>$RC("B:1","S:1")</script><script>self.after=1</script>`

test('puts what React would move after the first paint where it belongs', () => {
  const settled = settlePage(exported)
  expect(settled).toBe(
    `<main><!--$--><article>outer<!--$--><p>inner</p><!--/$--><div>!</div></article><!--/$--></main><footer>the end</footer>\
<script>requestAnimationFrame(function(){$RT=performance.now()});</script><script>self.after=1</script>`.replace(
      '\n',
      '',
    ),
  )
  expect(settlePage(settled)).toBe(settled)
})

test('leaves a page alone that holds nothing of that kind', () => {
  const page = '<main><!--$!--><template data-dgst="BAILOUT"></template>waits<!--/$--></main>'
  expect(settlePage(page)).toBe(page)
})

test('says what it cannot read', () => {
  const boundary = '<main><!--$?--><template id="B:0"></template>waits'
  expect(() => settlePage(`${boundary}<!--/$--></main>`)).toThrow(UnknownPageError)
  expect(() => settlePage(`<div hidden id="S:0">x</div><script>$RC("B:0","S:0")</script>`)).toThrow('moved by script')
})
