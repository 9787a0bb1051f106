export type History<Value> = {
  past: readonly Value[]
  present: Value
  future: readonly Value[]
  /** What the last change was about: another one of the same kind joins it. */
  kind: string | undefined
}

const deepest = 500

/** Returns a history that begins with the value. */
export function startHistory<Value>(present: Value): History<Value> {
  return { past: [], present, future: [], kind: undefined }
}

/** Returns the history after a change; a change of the same kind as the one before is undone together with it. */
export function changeValue<Value>(history: History<Value>, present: Value, kind?: string): History<Value> {
  if (present === history.present) return history
  const joins = kind !== undefined && kind === history.kind && history.future.length === 0 && history.past.length > 0
  const past = joins ? history.past : [...history.past.slice(1 - deepest), history.present]
  return { past, present, future: [], kind }
}

/** Returns the history one step back. */
export function undo<Value>({ past, present, future }: History<Value>): History<Value> {
  const before = past.at(-1)
  if (past.length === 0) return { past, present, future, kind: undefined }
  return { past: past.slice(0, -1), present: before as Value, future: [present, ...future], kind: undefined }
}

/** Returns the history one step forward again. */
export function redo<Value>({ past, present, future }: History<Value>): History<Value> {
  if (future.length === 0) return { past, present, future, kind: undefined }
  return { past: [...past, present], present: future[0] as Value, future: future.slice(1), kind: undefined }
}

export function canUndo({ past }: History<unknown>): boolean {
  return past.length > 0
}

export function canRedo({ future }: History<unknown>): boolean {
  return future.length > 0
}
