import { formatQuantity } from '../../lib/bytes/hex.ts'

/** What a token may burn to tell its name or a balance; to a real one a tenth is plenty. */
export const readGas = formatQuantity(1_000_000n)
