import { BaseError } from '../errors.ts'

export type Version = { major: number; minor: number; patch: number }
/** How much a change asks of those who use a dictionary: nothing, to look, to adapt. */
export type ChangeLevel = 'none' | 'patch' | 'minor' | 'major'
export const changeLevels: readonly ChangeLevel[] = ['none', 'patch', 'minor', 'major']

const largest = 65_535

/** Returns the parts of a version such as 1.2.0. */
export function parseVersion(text: string): Version {
  const [, major, minor, patch] = /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/.exec(text) ?? []
  const version = { major: Number(major), minor: Number(minor), patch: Number(patch) }
  if (patch === undefined || Object.values(version).some((part) => part > largest)) throw new InvalidVersionError(text)
  return version
}

/** Returns the text of a version. */
export function formatVersion({ major, minor, patch }: Version): string {
  return `${major}.${minor}.${patch}`
}

/** Returns a negative number when `a` comes before `b`, a positive one after it, 0 when they are the same. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)]
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch
}

/** Returns the version that follows when something of this level changed. */
export function nextVersion(version: string, level: ChangeLevel): string {
  const { major, minor, patch } = parseVersion(version)
  if (level === 'major') return formatVersion({ major: major + 1, minor: 0, patch: 0 })
  if (level === 'minor') return formatVersion({ major, minor: minor + 1, patch: 0 })
  return level === 'patch' ? formatVersion({ major, minor, patch: patch + 1 }) : version
}

/** Returns how far apart two versions are: the first part in which they differ. */
export function levelBetween(from: string, to: string): ChangeLevel {
  const [a, b] = [parseVersion(from), parseVersion(to)]
  if (a.major !== b.major) return 'major'
  if (a.minor !== b.minor) return 'minor'
  return a.patch === b.patch ? 'none' : 'patch'
}

/** Returns the weightier of the levels. */
export function highestLevel(levels: Iterable<ChangeLevel>): ChangeLevel {
  let highest = 0
  for (const level of levels) highest = Math.max(highest, changeLevels.indexOf(level))
  return changeLevels[highest]!
}

export class InvalidVersionError extends BaseError {
  override readonly name = 'Dictionary.InvalidVersionError'
  constructor(text: string) {
    super(`Expected a version such as 1.2.0, each part at most ${largest}, found "${text.slice(0, 40)}".`)
  }
}
