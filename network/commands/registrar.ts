import { readFileSync } from 'node:fs'
import { createPublicClient, http } from 'viem'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { developmentCast } from '../genesis/developmentCast.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { startRegistrar } from '../registrar/startRegistrar.ts'
import { serveUntilStopped } from '../up/serveUntilStopped.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'

const usage = `Usage: qood registrar [--rpc URL] [--port P] [--key-file FILE --maker ADDRESS]

Signs which car an owner claims: POST /identity {"to", "vin", "salt", "model"} gives tag and commitment with the registrar's
signature. Alone it is the registrar of the development chain, which asks for no papers; on any other chain it needs:

  --key-file FILE  its private key, 0x and 64 digits, whose account holds the registrar role
  --maker ADDRESS  whose cars it registers
  --port P         on 127.0.0.1 (default 8870, 0 for a free one)
  --rpc URL        the node (default http://127.0.0.1:8545)`

export const registrarCommand: Command = {
  name: 'registrar',
  summary: 'Sign which car an owner claims, so that no VIN becomes public',
  usage,
  async run(argv) {
    const { values } = parseCommand(argv, {
      rpc: { type: 'string', default: 'http://127.0.0.1:8545' },
      port: { type: 'string', default: '8870' },
      'key-file': { type: 'string' },
      maker: { type: 'string' },
    })
    const port = parseInteger('--port', values.port, 0, 65_535)
    return serveUntilStopped(async () => {
      const chainId = await createPublicClient({ transport: http(values.rpc, { timeout: 8_000 }) }).getChainId()
      const registrar = await startRegistrar({ port, chainId, ...chooseKeys(values, chainId) })
      return { endpoints: { http: `http://127.0.0.1:${registrar.port}` }, stop: registrar.stop }
    })
  },
}

function chooseKeys(values: { 'key-file'?: string; maker?: string }, chainId: number): { key: Hex; maker: Address } {
  const { 'key-file': file, maker } = values
  if (file === undefined) {
    if (chainId !== developmentChainId)
      throw new UsageError(`Expected --key-file, because chain ${chainId} is a real one`)
    const cast = developmentCast(chainId)
    return { key: cast.registrar.privateKey, maker: cast.maker.address }
  }
  const key = readFileSync(file, 'utf8').trim()
  if (!/^0x[0-9a-fA-F]{64}$/.test(key)) throw new UsageError(`Expected ${file} to hold 0x and 64 hexadecimal digits`)
  if (!/^0x[0-9a-fA-F]{40}$/.test(maker ?? '')) throw new UsageError('Expected --maker to be an address')
  return { key: key as Hex, maker: maker as Address }
}
