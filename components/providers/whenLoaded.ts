import { whenIdle } from './whenIdle.ts'

/** Lets a page come to life with all that it was exported with, and then runs. Returns how to call it off. */
export function whenLoaded(run: () => void): () => void {
  let callOff = () => {}
  const go = () => {
    callOff = whenIdle(run)
  }
  if (document.readyState === 'complete') go()
  else window.addEventListener('load', go, { once: true })
  return () => {
    window.removeEventListener('load', go)
    callOff()
  }
}
