import { BaseError } from '../errors.ts'
import type { Reading, TroubleCode } from './Reading.ts'
import type { Session } from './startSession.ts'

/** What a car says about its faults. A list that the car does not keep is undefined, which is not the same as empty. */
export type Faults = {
  stored?: TroubleCode[]
  pending?: TroubleCode[]
  permanent?: TroubleCode[]
  /** Lamp, number of codes and monitors, of each control unit. */
  status: Reading[]
  freezeFrame: Reading[]
  tests: Reading[]
  /** Why a list could not be read, by the request. */
  refused: { request: string; error: string }[]
}

type Options = { signal?: AbortSignal; onProgress?: (done: number, of: number) => void }

/** Returns codes, readiness, freeze frame and test results, whatever of them the car has. */
export async function readFaults(session: Session, { signal, onProgress }: Options = {}): Promise<Faults> {
  const refused: Faults['refused'] = []
  let done = 0
  const steps = 6
  const read = async (request: string) => {
    try {
      return (await session.request(request, { timeoutMs: 5000, ...(signal && { signal }) })).decoded
    } catch (error) {
      if (signal?.aborted || session.lost() || !(error instanceof BaseError)) throw error
      refused.push({ request, error: error.name })
      return undefined
    }
  }
  const step = async <T>(work: Promise<T>): Promise<T> => {
    const value = await work
    onProgress?.(++done, steps)
    return value
  }
  const status = (await step(read('0101')))?.values ?? []
  const stored = (await step(read('03')))?.codes
  const pending = (await step(read('07')))?.codes
  const permanent = (await step(read('0A')))?.codes
  const hasCodes = stored !== undefined && stored.length > 0
  const freezeFrame = await step(hasCodes ? readFreezeFrame(read) : Promise.resolve([]))
  const tests = await step(readTests(read))
  return {
    ...(stored && { stored }),
    ...(pending && { pending }),
    ...(permanent && { permanent }),
    ...{ status, freezeFrame, tests, refused },
  }
}

type Read = (request: string) => Promise<Awaited<ReturnType<Session['request']>>['decoded'] | undefined>

async function readFreezeFrame(read: Read): Promise<Reading[]> {
  const cause = (await read('020200'))?.values ?? []
  const supported = (await read('020000'))?.supported ?? []
  const readings: Reading[] = [...cause]
  for (const pid of supported.filter((each) => each !== '02' && each !== '01').slice(0, 24)) {
    readings.push(...((await read(`02${pid}00`))?.values ?? []))
  }
  return readings
}

async function readTests(read: Read): Promise<Reading[]> {
  const supported = (await read('0600'))?.supported ?? []
  const tests: Reading[] = []
  for (const monitor of supported.slice(0, 20)) tests.push(...((await read(`06${monitor}`))?.values ?? []))
  return tests
}
