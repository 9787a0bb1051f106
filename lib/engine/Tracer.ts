import type { MessageResult } from './applyMessage.ts'
import type { CallMessage } from './CallRequest.ts'

/** Watches one message through the events of the EVM; `finish` tells what it saw and stops watching. */
export type Tracer = {
  /** Resolves when what has to be read before the message was read. */
  ready?(): Promise<void>
  finish(result: MessageResult, message: CallMessage): unknown
}

export type TracerConfig =
  | {
      kind: 'structLog'
      disableStack: boolean
      disableStorage: boolean
      enableMemory: boolean
      enableReturnData: boolean
      limit: number
    }
  | { kind: 'callTracer'; onlyTopCall: boolean; withLog: boolean }
  | { kind: 'stateDiff' }
