import type { EVM } from '@ethereumjs/evm'
import { Account, type Address, eoaCode7702RecoverAuthority } from '@ethereumjs/util'
import { decodeHex, formatQuantity } from '../bytes/hex.ts'
import type { Authorization } from './CallRequest.ts'

const halfOrder = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n
const maxNonce = 0xffff_ffff_ffff_ffffn
/** Charged for an account that might be new, given back where it is not. */
const existingAccountRefund = 12_500n
const delegationPrefix = [0xef, 0x01, 0x00]

/** Returns the gas refund after writing every valid EIP-7702 delegation; invalid ones are passed over, as the rule is. */
export async function applyAuthorizations(evm: EVM, authorizations: readonly Authorization[]): Promise<bigint> {
  let refund = 0n
  for (const authorization of authorizations) refund += await applyAuthorization(evm, authorization)
  return refund
}

async function applyAuthorization(evm: EVM, authorization: Authorization): Promise<bigint> {
  const authority = recoverAuthority(authorization, evm.common.chainId())
  if (authority === undefined) return 0n
  evm.journal.addAlwaysWarmAddress(authority.toString())
  const found = await evm.stateManager.getAccount(authority)
  const code = await evm.stateManager.getCode(authority)
  if (code.length > 0 && !isDelegation(code)) return 0n
  const account = found ?? new Account()
  if (account.nonce !== authorization.nonce) return 0n
  account.nonce += 1n
  await evm.journal.putAccount(authority, account)
  const isReset = BigInt(authorization.address) === 0n
  const target = decodeHex(authorization.address)
  await evm.stateManager.putCode(authority, isReset ? new Uint8Array() : Uint8Array.of(...delegationPrefix, ...target))
  return found === undefined ? 0n : existingAccountRefund
}

function recoverAuthority(
  { chainId, address, nonce, yParity, r, s }: Authorization,
  ours: bigint,
): Address | undefined {
  if (chainId !== 0n && chainId !== ours) return undefined
  if (nonce >= maxNonce || s > halfOrder || yParity > 1n) return undefined
  const [nonceHex, r32, s32] = [formatQuantity(nonce), toWord(r), toWord(s)]
  try {
    return eoaCode7702RecoverAuthority({
      chainId: formatQuantity(chainId),
      address,
      nonce: nonceHex,
      yParity: formatQuantity(yParity),
      r: r32,
      s: s32,
    })
  } catch {
    return undefined
  }
}

/** Returns whether the code is an EIP-7702 delegation. */
export function isDelegation(code: Uint8Array): boolean {
  return code.length === 23 && delegationPrefix.every((byte, i) => code[i] === byte)
}

function toWord(value: bigint): `0x${string}` {
  return `0x${value.toString(16).padStart(64, '0')}`
}
