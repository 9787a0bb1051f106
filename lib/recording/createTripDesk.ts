import { BaseError } from '../errors.ts'
import type { Recorder, RecorderState } from './createRecorder.ts'
import type { EventKind } from './Trip.ts'

/**
 * Returns what has at most one recorder, also while it is being opened, and tells how that stands; null once there is none any
 * more. Nothing that it does for the recorder fails because there is none.
 */
export function createTripDesk(emit: (state: RecorderState | null) => void) {
  let recorder: Recorder | undefined
  let isOpening = false

  function tell(): void {
    if (recorder) emit(recorder.state())
  }

  function drop(ending: Recorder): void {
    if (recorder !== ending) return
    recorder = undefined
    emit(null)
  }

  /** Ends the trip. What waits for room on the disk is kept; after any other error the trip can be ended later from the list. */
  async function end(): Promise<void> {
    const ending = recorder
    if (!ending) return
    try {
      await ending.finish()
    } catch (error) {
      if (ending.state().fault) tell()
      else {
        await ending.leave().catch(() => {})
        drop(ending)
      }
      throw error
    }
    drop(ending)
  }

  return {
    current: () => recorder,
    tell,
    end,
    async begin(open: () => Promise<Recorder>): Promise<void> {
      if (recorder || isOpening) throw new AlreadyRecordingError()
      isOpening = true
      try {
        recorder = await open()
      } finally {
        isOpening = false
      }
      tell()
    },
    /** A trip that was to end and could not be written ends as soon as it can; its state says so until then. */
    async flush(): Promise<void> {
      if (recorder?.state().status === 'ending') return end().catch(() => {})
      await recorder?.flush()
      tell()
    },
    async note(kind: EventKind): Promise<void> {
      await recorder?.note(kind)
      tell()
    },
    /** Lets go of the trip, to be continued later. */
    async leave(): Promise<void> {
      const left = recorder
      recorder = undefined
      await left?.leave()
    },
  }
}

export class AlreadyRecordingError extends BaseError {
  override readonly name = 'Recording.AlreadyRecordingError'
  constructor() {
    super('A trip is being recorded; stop it first.')
  }
}
