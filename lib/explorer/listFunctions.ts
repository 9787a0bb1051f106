import type { Abi, AbiFunction } from 'viem'

/** Returns the functions that only read, or those that change something, in the order of the interface. */
export function listFunctions(abi: Abi, kind: 'read' | 'write'): AbiFunction[] {
  return abi.filter(
    (item): item is AbiFunction =>
      item.type === 'function' &&
      (item.stateMutability === 'view' || item.stateMutability === 'pure') === (kind === 'read'),
  )
}

/** Returns the name with the types of the inputs, which tells overloads apart. */
export function signatureOf({ name, inputs }: AbiFunction): string {
  return `${name}(${inputs.map(({ type }) => type).join(',')})`
}
