/** What differs from node to node. Paths are those inside the container. */
export type BesuNodeConfig = { nodeDirectory: string; p2pHost: string; p2pPort: number; nodeCount: number }

/** Returns the config.toml of one Besu node: validator, archive, JSON-RPC on the ports that the image opens. */
export function besuNodeConfig({ nodeDirectory, p2pHost, p2pPort, nodeCount }: BesuNodeConfig): string {
  return `${[
    `genesis-file="${nodeDirectory}/genesis.json"`,
    '# The key of the node is the file "key" in there.',
    `data-path="${nodeDirectory}/data"`,
    `static-nodes-file="${nodeDirectory}/static-nodes.json"`,
    '',
    '# The validators know each other from static-nodes.json; nobody else is looked for.',
    'discovery-enabled=false',
    'nat-method="NONE"',
    `p2p-host="${p2pHost}"`,
    `p2p-port=${p2pPort}`,
    `max-peers=${Math.max(25, nodeCount)}`,
    'remote-connections-limit-enabled=false',
    '',
    '# Every block is executed, and FOREST keeps every state, so eth_getProof answers for blocks of any age.',
    'sync-mode="FULL"',
    'sync-min-peers=1',
    'data-storage-format="FOREST"',
    '',
    'min-gas-price=0',
    'tx-pool="SEQUENCED"',
    'tx-pool-no-local-priority=true',
    'tx-pool-limit-by-account-percentage=0.15',
    'revert-reason-enabled=true',
    '',
    'rpc-http-enabled=true',
    'rpc-http-api=["ETH","NET","WEB3","TXPOOL","QBFT","DEBUG"]',
    'rpc-http-cors-origins=["http://localhost:3000","http://127.0.0.1:3000"]',
    'rpc-ws-enabled=true',
    'rpc-ws-api=["ETH","NET","WEB3"]',
    'host-allowlist=["localhost","127.0.0.1"]',
  ].join('\n')}\n`
}
