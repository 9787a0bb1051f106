import { expect, test } from 'vitest'
import { developmentOffices } from '../../lib/chain/developmentOffices.ts'
import { developmentCast } from './developmentCast.ts'
import { developmentChainId } from './developmentKeys.ts'

test('the offices that screens know are those of the cast', () => {
  const cast = developmentCast(developmentChainId)
  for (const [name, address] of Object.entries(developmentOffices)) {
    expect([name, address]).toEqual([name, cast[name as keyof typeof cast].address])
  }
})
