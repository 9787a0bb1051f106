import { createAddressFromString } from '@ethereumjs/util'
import type { VM } from '@ethereumjs/vm'
import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { sortAddresses, type ValidatorSet } from '../chain/setCommitment.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { BaseError } from '../errors.ts'

const abi = parseAbi([
  'function getSchedule(uint256 blockNumber) view returns (uint64, bytes32, address[])',
  'function UNBOND() view returns (uint256)',
])

/** Returns who seals the block of that number, as the Election contract in the machine's state says. */
export async function readSchedule(vm: VM, blockNumber: number): Promise<ValidatorSet> {
  const data = encodeFunctionData({ abi, functionName: 'getSchedule', args: [BigInt(blockNumber)] })
  const { returnValue, failure } = await askElection(vm, data)
  if (failure !== undefined) throw new NoScheduleError(blockNumber, failure)
  const [epoch, seed, validators] = decodeFunctionResult({ abi, functionName: 'getSchedule', data: returnValue })
  return { epoch: Number(epoch), seed, validators: sortAddresses(validators) }
}

/** Returns for how many seconds after leaving a producer's bond answers for what it signed. */
export async function readUnbondSeconds(vm: VM): Promise<number> {
  const { returnValue, failure } = await askElection(vm, encodeFunctionData({ abi, functionName: 'UNBOND' }))
  if (failure !== undefined) throw new NoScheduleError(0, failure)
  return Number(decodeFunctionResult({ abi, functionName: 'UNBOND', data: returnValue }))
}

async function askElection(vm: VM, data: Hex): Promise<{ returnValue: Hex; failure: string | undefined }> {
  const { execResult } = await vm.evm.runCall({
    to: createAddressFromString(systemContracts.election),
    data: decodeHex(data),
    gasLimit: 30_000_000n,
    isStatic: true,
  })
  const { exceptionError, returnValue } = execResult
  const failure = exceptionError?.error ?? (returnValue.length === 0 ? 'no contract there' : undefined)
  return { returnValue: encodeHex(returnValue), failure }
}

export class NoScheduleError extends BaseError {
  override readonly name = 'Engine.NoScheduleError'
  constructor(blockNumber: number, details: string) {
    super(`Expected the Election contract to name the producers of block ${blockNumber}.`, { details })
  }
}
