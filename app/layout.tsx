import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import type { ReactNode } from 'react'
import { Frame } from '../components/frame/Frame.tsx'
import { Providers } from '../components/providers/Providers.tsx'
import { WalletOverlayHost } from '../components/wallet/WalletProvider.tsx'
import './globals.css'

// Overpass sits high in its line; the two overrides put the middle of its capitals in the middle of the line.
const overpass = localFont({
  src: '../node_modules/@fontsource-variable/overpass/files/overpass-latin-wght-normal.woff2',
  variable: '--font-overpass',
  weight: '100 900',
  display: 'swap',
  declarations: [
    { prop: 'ascent-override', value: '98%' },
    { prop: 'descent-override', value: '28%' },
  ],
})

const overpassMono = localFont({
  src: '../node_modules/@fontsource-variable/overpass-mono/files/overpass-mono-latin-wght-normal.woff2',
  variable: '--font-overpass-mono',
  weight: '300 700',
  display: 'swap',
  preload: false,
  declarations: [
    { prop: 'ascent-override', value: '98%' },
    { prop: 'descent-override', value: '28%' },
  ],
})

export const metadata: Metadata = {
  title: { default: 'QoodBlock · The open exchange for vehicle data', template: '%s · QoodBlock' },
  description:
    'Record drives from your own car, sell them or prove things about them, and check every number yourself.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f3f3f0' },
    { media: '(prefers-color-scheme: dark)', color: '#111315' },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${overpass.variable} ${overpassMono.variable}`} suppressHydrationWarning>
      <head>
        {/*
          Blocking on purpose: before the first paint it says how the page begins here, so that nothing flashes or jumps:
          theme, language, guide of the first run, wallet at the last visit, ways to a car. Where storage is blocked all is as
          the system has it. The exported page is in English and hidden until the Chinese words are in place. zod would try to
          make code out of text, which the policy of the page refuses and reports.
        */}
        <script src="/theme.js" />
      </head>
      <body className="bg-page font-sans text-base text-ink antialiased">
        <Providers>
          <Frame>
            {children}
            <WalletOverlayHost />
          </Frame>
        </Providers>
      </body>
    </html>
  )
}
