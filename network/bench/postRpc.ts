import { Agent, request } from 'node:http'

type Call = { method: string; params: readonly unknown[] }
type Answer = { result?: unknown; error?: { message: string } }

const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const timeoutMs = 120_000

/** Sends one batch of JSON-RPC calls over a kept connection; resolves to the answers in order. */
export async function postRpc(url: string, calls: readonly Call[]): Promise<Answer[]> {
  const body = JSON.stringify(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call })))
  const answers = JSON.parse(await post(url, body)) as (Answer & { id: number })[] | Answer
  if (!Array.isArray(answers)) throw new Error(`Expected a batch of answers, found ${JSON.stringify(answers)}.`)
  return answers.sort((a, b) => a.id - b.id)
}

/** Resolves to the result of one call; rejects when the answer is an error. */
export async function callRpc<Result>(url: string, method: string, params: readonly unknown[]): Promise<Result> {
  const [answer] = await postRpc(url, [{ method, params }])
  if (answer?.error) throw new Error(`${method}: ${answer.error.message}`)
  return answer?.result as Result
}

function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method: 'POST', agent, headers, timeout: timeoutMs }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
      response.on('error', reject)
    })
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)))
    // A server may close a kept connection in the moment we use it again: then nothing was read, and we may ask anew.
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(post(url, body))
      else reject(error)
    })
    sent.end(body)
  })
}
