export const exampleNames = ['besuRound', 'besuContract', 'ibft', 'account', 'receipts'] as const
export type ExampleName = (typeof exampleNames)[number]

/** Returns the text of an example: real headers of Besu networks, and proofs published by other projects. */
export async function loadExample(name: ExampleName): Promise<string> {
  return JSON.stringify(await pick(name), null, 2)
}

async function pick(name: ExampleName): Promise<object> {
  if (name === 'account') {
    const { default: proofs } = await import('../../lib/light/fixtures/publicProofs.json')
    const { stateRoot, proof } = proofs[3]!
    return { stateRoot, proof }
  }
  if (name === 'receipts') {
    const { default: blocks } = await import('../../lib/light/fixtures/publicBlocks.json')
    const { block, receipts } = blocks[0]!
    return { receiptsRoot: block.receiptsRoot, receipts }
  }
  const { default: headers } = await import('../../lib/chain/fixtures/qbftHeaders.json')
  const { rlp, header, validators, mode } = (
    name === 'ibft' ? headers.refused[0]! : name === 'besuRound' ? headers.sealed[0]! : headers.sealed[3]!
  ) as { rlp?: string; header?: object; validators: string[]; mode: string }
  return { header: rlp ?? header, validators, mode }
}
