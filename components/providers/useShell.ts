'use client'

import { useEffect } from 'react'
import { whenIdle } from './whenIdle.ts'

const settledMs = 4_000

/**
 * Lets the browser keep the shell of the app, see public/sw.js, once the page has had time for what it came for: the browser
 * starts a process for it. Not while developing, when files change under their names.
 */
export function useShell() {
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production') return
    let callOff = () => {}
    const timer = setTimeout(() => {
      // A browser that refuses (private mode, an insecure host) goes without.
      callOff = whenIdle(() => navigator.serviceWorker?.register('/sw.js').catch(() => {}))
    }, settledMs)
    return () => {
      clearTimeout(timer)
      callOff()
    }
  }, [])
}
