import { BaseError } from '../errors.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { diffDictionaries } from './diffDictionaries.ts'
import { changeLevels, levelBetween, nextVersion } from './version.ts'

/** Throws by name unless the second may be published after the first: same name, and the version that its changes ask for. */
export function checkVersion(latest: Dictionary, next: Dictionary): void {
  if (latest.id !== next.id) throw new OtherDictionaryError(latest.id, next.id)
  const { level, nextVersion: least } = diffDictionaries(latest, next)
  if (level === 'none') throw new NothingChangedError(latest.version)
  const step = levelBetween(latest.version, next.version)
  const isNext = step !== 'none' && nextVersion(latest.version, step) === next.version
  if (!isNext || changeLevels.indexOf(step) < changeLevels.indexOf(level)) {
    throw new WrongVersionError(next.version, least, level)
  }
}

export class WrongVersionError extends BaseError {
  override readonly name = 'Dictionary.WrongVersionError'
  constructor(found: string, least: string, level: string) {
    super(`Expected version ${least}, because of a ${level} change, or a larger step, found ${found}.`)
  }
}

export class NothingChangedError extends BaseError {
  override readonly name = 'Dictionary.NothingChangedError'
  constructor(version: string) {
    super(`Expected a change since ${version}, found none.`)
  }
}

export class OtherDictionaryError extends BaseError {
  override readonly name = 'Dictionary.OtherDictionaryError'
  constructor(expected: string, found: string) {
    super(`Expected another version of ${expected}, found ${found}.`)
  }
}
