import { createNodeClient } from '../../lib/chain/createNodeClient.ts'
import { readReleases } from '../../lib/dictionary/registry/readReleases.ts'
import { parseStorageOrigin } from '../../lib/ipfs/storageAccess.ts'
import type { Storage } from '../storage/createStorage.ts'
import { startFollowingReleases } from '../storage/followReleases.ts'
import { keepDictionaries } from '../storage/keepDictionaries.ts'
import { startStorage } from '../storage/startStorage.ts'
import { openDataDirectory } from '../up/dataDirectory.ts'
import { lockDirectory } from '../up/lockDirectory.ts'
import { serveUntilStopped } from '../up/serveUntilStopped.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'

const usage = `Usage: qood storage [options]

Runs a storage node until Ctrl-C: keeps encrypted blocks for accounts, over HTTP and bitswap, on 127.0.0.1.

  --data DIR         where the blocks lie (default .qood-storage)
  --http-port N      port of the HTTP side, 0 for any free one (default 0)
  --address URL      where the HTTP side is reached from elsewhere; may be given again. Proofs of who asks are then accepted
                     for these addresses alone (default: the one that it listens on)
  --swarm-port N     port of the bitswap side, 0 for any free one (default 0)
  --no-swarm         HTTP only: the own store of a data agent
  --peer MULTIADDR   another node to be connected with
  --quota-mib N      most for one account (default 20480)
  --reserve-mib N    what must stay free on the disk (default 256)
  --rpc URL          a node of the chain: the documents that its registry of dictionaries names are kept

Blocks that nobody has leased go after an hour, leased ones when their last lease ends.`

export const storageCommand: Command = {
  name: 'storage',
  summary: 'Run a storage node: encrypted blocks over HTTP and bitswap',
  usage,
  async run(argv) {
    const { values } = parseCommand(argv, {
      data: { type: 'string', default: '.qood-storage' },
      'http-port': { type: 'string', default: '0' },
      'swarm-port': { type: 'string', default: '0' },
      address: { type: 'string', multiple: true, default: [] },
      'no-swarm': { type: 'boolean', default: false },
      peer: { type: 'string', multiple: true, default: [] },
      'quota-mib': { type: 'string', default: '20480' },
      'reserve-mib': { type: 'string', default: '256' },
      rpc: { type: 'string' },
    })
    const httpPort = parseInteger('--http-port', values['http-port'], 0, 65_535)
    const swarmPort = parseInteger('--swarm-port', values['swarm-port'], 0, 65_535)
    const limits = {
      quotaBytes: parseInteger('--quota-mib', values['quota-mib'], 1, 2 ** 30) * 2 ** 20,
      reserveBytes: parseInteger('--reserve-mib', values['reserve-mib'], 0, 2 ** 30) * 2 ** 20,
    }
    const addresses = values.address.map(parseAddress)
    const swarm = values['no-swarm'] ? {} : { swarmPort }
    return serveUntilStopped(async () => {
      const folder = openDataDirectory(values.data)
      const lock = lockDirectory(folder)
      const started = await startStorage({ folder, httpPort, addresses, ...swarm, peers: values.peer, limits })
      const { endpoints, stop, storage } = started
      // The chain goes on without them where the disk is full.
      if (!values['no-swarm']) await keepDictionaries(storage).catch(console.error)
      const following = values.rpc === undefined ? undefined : followRegistry(storage, values.rpc)
      return {
        endpoints: withSocket(endpoints),
        async stop() {
          await following?.stop()
          await stop()
          lock.release()
        },
      }
    })
  },
}

function parseAddress(text: string): string {
  try {
    return parseStorageOrigin(text)
  } catch {
    throw new UsageError(`Expected --address to be an http or https address, found "${text}"`)
  }
}

function followRegistry(storage: Storage, rpcUrl: string) {
  const client = createNodeClient({ rpcUrl, wsUrl: rpcUrl.replace(/^http/, 'ws') })
  return startFollowingReleases({ storage, readReleases: () => readReleases(client) })
}

/** A multiaddr is no web address; the page's policy needs the one behind it. */
function withSocket({ http, swarm }: { http: string; swarm?: string }) {
  const [, host, port] = /^\/ip4\/([\d.]+)\/tcp\/(\d+)\/ws/.exec(swarm ?? '') ?? []
  return { http, ...(swarm && { swarm, ws: `ws://${host}:${port}` }) }
}
