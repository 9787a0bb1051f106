import { Wallet } from 'lucide-react'

/** The icon that a wallet brought along, or ours for wallets. */
export function OtherWalletIcon({ icon, className = 'size-4' }: { icon: string | undefined; className?: string }) {
  if (!icon) return <Wallet aria-hidden className={className} />
  // biome-ignore lint/performance/noImgElement: a data URI of a few kB that an extension announced; nothing to optimise
  return <img src={icon} alt="" className={className} />
}
