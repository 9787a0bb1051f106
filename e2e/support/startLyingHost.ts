import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

type Question = { id: number; method: string; params: unknown[] }
/** Returns the answer with a lie in it; `result` is what the node says. */
export type Lie = (question: Question, result: unknown) => unknown

export type LyingHost = {
  url: string
  /** What is done to every answer from now on; undefined passes all on as it is. */
  tell(lie: Lie | undefined): void
  /** Serves another node from now on, under the same address. */
  move(rpcUrl: string): void
  stop(): Promise<void>
}

/** Serves the app as it is, but its node through a proxy that can lie about everything. */
export async function startLyingHost({ appUrl, rpcUrl }: { appUrl: string; rpcUrl: string }): Promise<LyingHost> {
  let lie: Lie | undefined
  let target = rpcUrl
  const node = createServer(async (request, response) => {
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' }
    if (request.method === 'OPTIONS') return void response.writeHead(204, headers).end()
    const body = await readBody(request)
    const answer = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const told = change(JSON.parse(body), await answer.json(), lie)
    response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(told))
  })
  const nodeUrl = await listen(node)
  const app = createServer(async (request, response) => {
    const path = request.url ?? '/'
    const source = await fetch(appUrl + path)
    const type = source.headers.get('content-type') ?? ''
    response.writeHead(source.status, { 'content-type': type })
    if (path !== '/config.json') return void response.end(Buffer.from(await source.arrayBuffer()))
    // No socket: all that the page hears goes through the liar.
    response.end(JSON.stringify({ ...(await source.json()), rpcUrl: nodeUrl, wsUrl: 'ws://127.0.0.1:1' }))
  })
  const url = await listen(app)
  return {
    url,
    tell: (next) => {
      lie = next
    },
    move: (next) => {
      target = next
    },
    stop: async () => {
      for (const server of [app, node]) {
        const closed = once(server, 'close')
        server.close()
        server.closeAllConnections()
        await closed
      }
    },
  }
}

type Reply = { id: number; result?: unknown }

function change(questions: Question | Question[], replies: Reply | Reply[], lie: Lie | undefined): unknown {
  if (lie === undefined) return replies
  if (!Array.isArray(questions)) return changeOne(questions, replies as Reply, lie)
  return (replies as Reply[]).map((reply) => changeOne(questions.find(({ id }) => id === reply.id)!, reply, lie))
}

function changeOne(question: Question, reply: Reply, lie: Lie): Reply {
  return 'result' in reply ? { ...reply, result: lie(question, structuredClone(reply.result)) } : reply
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
