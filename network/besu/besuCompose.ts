import type { BesuNode } from './BesuNode.ts'

/**
 * The release the generated files are for. Below 26.8.1 any validator could mint through withdrawals, below 26.6.1 a
 * contract that reads PREVRANDAO stopped the chain, below 26.5.0 emptyblockperiodseconds had another name.
 */
export const besuImage = 'hyperledger/besu:26.8.1'

/** Returns a compose file that runs all nodes on this machine, in a network of their own. */
export function besuCompose(nodes: readonly BesuNode[], subnet: string, rpcPort: number): string {
  const services = nodes.map(({ name, host }, i) =>
    [
      ...service(name, `./${name}`),
      '    ports:',
      `      - "127.0.0.1:${rpcPort + 2 * i}:8545"`,
      `      - "127.0.0.1:${rpcPort + 2 * i + 1}:8546"`,
      '    networks:',
      '      qbft:',
      `        ipv4_address: ${host}`,
    ].join('\n'),
  )
  const network = ['networks:', '  qbft:', '    ipam:', '      config:', `        - subnet: ${subnet}`].join('\n')
  return `services:\n${services.join('\n')}\n${network}\n`
}

/** Returns a compose file for the one node of this machine, whose peers are on others. JSON-RPC stays on loopback. */
export function besuHostCompose({ name }: BesuNode, rpcPort: number): string {
  return `services:\n${[
    ...service(name, '.'),
    '    network_mode: host',
    '    environment:',
    '      BESU_RPC_HTTP_HOST: 127.0.0.1',
    '      BESU_RPC_WS_HOST: 127.0.0.1',
    `      BESU_RPC_HTTP_PORT: "${rpcPort}"`,
    `      BESU_RPC_WS_PORT: "${rpcPort + 1}"`,
  ].join('\n')}\n`
}

function service(name: string, directory: string): string[] {
  return [
    `  ${name}:`,
    `    image: ${besuImage}`,
    `    command: ["--config-file=${nodeDirectory}/config.toml"]`,
    '    restart: unless-stopped',
    '    volumes:',
    `      - ${directory}:${nodeDirectory}`,
  ]
}

/** Where a node finds its files inside the container. */
export const nodeDirectory = '/opt/besu/node'
