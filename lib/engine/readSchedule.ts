import { createAddressFromString } from '@ethereumjs/util'
import type { VM } from '@ethereumjs/vm'
import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { sortAddresses, type ValidatorSet } from '../chain/setCommitment.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { BaseError } from '../errors.ts'

const abi = parseAbi(['function getSchedule(uint256 blockNumber) view returns (uint64, bytes32, address[])'])

/** Returns who seals the block of that number, as the Election contract in the machine's state says. */
export async function readSchedule(vm: VM, blockNumber: number): Promise<ValidatorSet> {
  const data = encodeFunctionData({ abi, functionName: 'getSchedule', args: [BigInt(blockNumber)] })
  const { execResult } = await vm.evm.runCall({
    to: createAddressFromString(systemContracts.election),
    data: decodeHex(data),
    gasLimit: 30_000_000n,
    isStatic: true,
  })
  if (execResult.exceptionError || execResult.returnValue.length === 0) {
    throw new NoScheduleError(blockNumber, execResult.exceptionError?.error ?? 'no contract there')
  }
  const [epoch, seed, validators] = decodeFunctionResult({
    abi,
    functionName: 'getSchedule',
    data: encodeHex(execResult.returnValue),
  })
  return { epoch: Number(epoch), seed, validators: sortAddresses(validators) }
}

export class NoScheduleError extends BaseError {
  override readonly name = 'Engine.NoScheduleError'
  constructor(blockNumber: number, details: string) {
    super(`Expected the Election contract to name the producers of block ${blockNumber}.`, { details })
  }
}
