import type { NextConfig } from 'next'

// A page whose file ends in .kit.tsx is for whoever builds the app: seen by `next dev` and by the browser tests.
const withKit = process.env.NODE_ENV !== 'production' || process.env.QOOD_KIT === '1'

const config: NextConfig = {
  pageExtensions: ['tsx', 'ts', ...(withKit ? ['kit.tsx'] : [])],
  output: 'export',
  reactStrictMode: true,
  images: { unoptimized: true },
  devIndicators: false,
  // Half a kilobyte of the first load, measured; `npm run size` guards the sum.
  experimental: { turbopackCjsTreeShaking: true },
  // `npm run types` checks the whole repository; whoever only starts the app need not wait for it.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    // Messages are compiled while building, so that no ICU parser is part of the first load.
    rules: {
      '*.json': {
        condition: { path: './components/i18n/messages/**/*' },
        loaders: [
          { loader: 'next-intl/extractor/catalogLoader', options: { messages: { format: 'json', precompile: true } } },
        ],
        as: '*.js',
      },
    },
    resolveAlias: {
      // It fills gaps of browsers that could not run this app anyway.
      '../build/polyfills/polyfill-module': './stubs/empty/index.js',
      'next/dist/compiled/process': './stubs/process/index.js',
      // The page for a frame that fails is our own; the framework would send its own along as well.
      './builtin/global-error': './app/global-error.tsx',
      '../components/builtin/global-error': './app/global-error.tsx',
      'use-intl/format-message': './node_modules/use-intl/dist/esm/production/format-message/format-only.js',
    },
  },
}

export default config
