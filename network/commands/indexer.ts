import { join } from 'node:path'
import { startIndexer } from '../indexer/startIndexer.ts'
import { serveUntilStopped } from '../up/serveUntilStopped.ts'
import { type Command, parseCommand, parseInteger } from './Command.ts'

const usage = `Usage: qood indexer [options]

Follows the final blocks of a node and answers what a chain cannot be asked: history of addresses, transfers, events, search,
charts. It is described at /openapi.json. An index of another chain is begun anew.

  --rpc URL        JSON-RPC of the node (default http://127.0.0.1:8545)
  --ws URL         its WebSocket (default: the same address)
  --data DIR       where the SQLite file lies (default .qood)
  --database URL   a PostgreSQL connection string instead (default QOOD_DATABASE_URL)
  --storage URL    a storage node that has the descriptions of data sets; may be given again
  --port N         HTTP port on 127.0.0.1, 0 for any free one (default 0)`

export const indexerCommand: Command = {
  name: 'indexer',
  summary: 'Follow the chain and answer searches, histories and charts',
  usage,
  run(argv) {
    const { values } = parseCommand(argv, {
      rpc: { type: 'string', default: 'http://127.0.0.1:8545' },
      ws: { type: 'string' },
      data: { type: 'string', default: '.qood' },
      database: { type: 'string', default: process.env.QOOD_DATABASE_URL ?? '' },
      storage: { type: 'string', multiple: true },
      port: { type: 'string', default: '0' },
    })
    const port = parseInteger('--port', values.port, 0, 65_535)
    const options = {
      database: values.database || join(values.data, 'index', 'chain.sqlite'),
      rpcUrl: values.rpc,
      wsUrl: values.ws ?? values.rpc.replace(/^http/, 'ws'),
      port,
      storage: values.storage ?? [],
      onLog: (line: string) => console.log(`${new Date().toISOString()} ${line}`),
    }
    return serveUntilStopped(async () => {
      const indexer = await startIndexer(options)
      return { endpoints: { http: indexer.url }, stop: indexer.stop }
    })
  },
}
