'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'

const margin = 4

/** A code that cameras read: always dark on white, whatever the theme. Its encoder comes with the first code. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const t = useTranslations('walletReceive')
  const [drawn, setDrawn] = useState<{ size: number; path: string }>()
  useEffect(() => {
    let current = true
    import('qrcode').then(({ create }) => {
      const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
      if (current) setDrawn({ size, path: drawModules(size, data) })
    })
    return () => {
      current = false
    }
  }, [text])
  if (!drawn) {
    return (
      <div className="grid aspect-square place-items-center rounded-md bg-sunken text-muted text-sm">
        {t('drawing')}
      </div>
    )
  }
  const side = drawn.size + 2 * margin
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="rounded-md"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={drawn.path} fill="#000" />
    </svg>
  )
}

function drawModules(size: number, data: ArrayLike<number>): string {
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (data[y * size + x]) path += `M${x + margin} ${y + margin}h1v1h-1z`
  }
  return path
}
