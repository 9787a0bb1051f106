import type { Release } from '../../lib/dictionary/registry/readReleases.ts'

/** Returns the releases as a select shows them, by name. */
export function releaseOptions(releases: readonly Release[]): { value: string; label: string }[] {
  return releases
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : b.number - a.number))
    .map(({ number, id, version }) => ({ value: String(number), label: `${id} ${version}` }))
}
