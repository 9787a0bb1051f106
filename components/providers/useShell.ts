'use client'

import { useEffect } from 'react'

/** Lets the browser keep the shell of the app, see public/sw.js. Not while developing, when files change under their names. */
export function useShell() {
  useEffect(() => {
    // A browser that refuses (private mode, an insecure host) goes without.
    if (process.env.NODE_ENV === 'production') navigator.serviceWorker?.register('/sw.js').catch(() => {})
  }, [])
}
