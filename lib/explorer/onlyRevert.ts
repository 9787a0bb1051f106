/** Returns undefined where the contract refused the read or has no such function; throws what says nothing about it. */
export function onlyRevert(error: unknown): undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (/^(ContractFunctionRevertedError|ContractFunctionZeroDataError|AbiDecoding.*)$/.test(cause.name))
      return undefined
  }
  throw error
}
