import { createDevelopmentGenesis } from '../genesis/createDevelopmentGenesis.ts'
import { storePath } from '../node/openNodeStore.ts'
import { openStore } from '../node/store/openStore.ts'
import { verifyChain } from '../node/verifyChain.ts'
import { type Command, parseCommand } from './Command.ts'

const usage = `Usage: qood verify [--data DIR]

Checks the whole chain in a data directory: every seal and signature, and every transaction run again from block 0. Works
beside a running node. Prints one line of JSON; exit code 1 names the first rule that is broken, and the block.

  --data DIR    where the chain lies (default .qood)`

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Run the whole chain again and check every block',
  usage,
  async run(argv) {
    const { values } = parseCommand(argv, { data: { type: 'string', default: '.qood' } })
    const store = openStore({ path: storePath(values.data), readOnly: true })
    let verified = 0
    try {
      for await (const number of verifyChain(store, await createDevelopmentGenesis())) {
        verified = number
        if (number % 1_000 === 0) console.error(`${number} of ${store.head()}`)
      }
      console.log(JSON.stringify({ ok: true, head: verified, hash: store.hash(verified) }))
      return 0
    } catch (error) {
      const { name, message } = error as Error
      console.log(JSON.stringify({ ok: false, block: verified + 1, error: { name, message } }))
      return 1
    } finally {
      await store.close()
    }
  },
}
