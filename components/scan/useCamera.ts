'use client'

import { type RefObject, useEffect, useState } from 'react'
import type { CodeReader } from './createCodeReader.ts'

export type CameraState = 'starting' | 'looking' | 'refused' | 'none' | 'tired'

const betweenMs = 120
/** A camera that nobody minds is switched off. */
const patienceMs = 120_000

/** Shows the camera in the video and looks for a code until one is found, nobody minds any more, or the page leaves. */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  options: { reader: Promise<CodeReader>; round: number; onText(text: string): void },
): CameraState {
  const { reader, round, onText } = options
  const [state, setState] = useState<CameraState>('starting')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round begins anew
  useEffect(() => {
    const stopping = new AbortController()
    setState('starting')
    look({ video, reader, onText, onState: setState, signal: stopping.signal }).catch((error: Error) => {
      if (!stopping.signal.aborted) setState(error.name === 'NotAllowedError' ? 'refused' : 'none')
    })
    return () => stopping.abort()
  }, [video, reader, onText, round])
  return state
}

async function look(options: {
  video: RefObject<HTMLVideoElement | null>
  reader: Promise<CodeReader>
  onText(text: string): void
  onState(state: CameraState): void
  signal: AbortSignal
}): Promise<void> {
  const { onText, onState, signal } = options
  if (!navigator.mediaDevices) return onState('none')
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
  const stop = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  try {
    const video = options.video.current
    if (signal.aborted || !video) return
    video.srcObject = stream
    await video.play()
    onState('looking')
    const reader = await options.reader
    const endsAt = performance.now() + patienceMs
    while (!signal.aborted && performance.now() < endsAt) {
      const text = await reader.read(video, video.videoWidth, video.videoHeight)
      if (text !== undefined && !signal.aborted) return onText(text)
      await new Promise((resolve) => setTimeout(resolve, betweenMs))
    }
    if (!signal.aborted) onState('tired')
  } finally {
    stop()
  }
}
