/*
 * What npm leaves out of a lock file, put back. A package with native code names one package per platform as optional.
 * Where the registry does not carry all of them, npm writes a lock without those, and `npm ci` then refuses that very lock.
 * And npm, when it runs on an older Node than ours, silently leaves out platform packages that ask for a newer one, although
 * everything here runs on the Node of node_modules. So: each named platform package has an entry, and none asks for a Node.
 */
export type LockedPackage = {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  engines?: Record<string, string>
  optionalDependencies?: Record<string, string>
}
export type Lock = { packages: Record<string, LockedPackage> }

/** Returns the lock with an entry for each platform package, none of which demands a version of Node. */
export function completeLock(lock: Lock): Lock {
  const packages: Record<string, LockedPackage> = {}
  for (const [path, entry] of Object.entries(lock.packages)) packages[path] = withoutNodeDemand(entry)
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isFound(packages, path, name) || !/^\d+\.\d+\.\d+/.test(version)) continue
      packages[`node_modules/${name}`] = createEntry(name, version, entry.dev)
    }
  }
  const { '': root, ...rest } = packages
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...lock, packages: { ...(root && { '': root }), ...Object.fromEntries(sorted) } }
}

function withoutNodeDemand(entry: LockedPackage): LockedPackage {
  if (!entry.optional || !entry.os || !entry.cpu) return entry
  const { engines: _, ...rest } = entry
  return rest
}

/** Node looks for a package beside the one that wants it, then further and further out. */
function isFound(packages: Lock['packages'], from: string, name: string): boolean {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/')))) {
    if (packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`]) return true
    if (path === '') return false
  }
}

function createEntry(name: string, version: string, dev: boolean | undefined): LockedPackage {
  const words = name.replace(/^@[^/]+\//, '').split(/[-_.]/)
  const cpu = pick(words, cpus)
  const libc = pick(words, libcs)
  const os = pick(words, systems)
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}

function pick(words: readonly string[], names: Readonly<Record<string, string>>): string[] {
  return [...new Set(words.flatMap((word) => (Object.hasOwn(names, word) ? [names[word]!] : [])))].sort()
}

const systems = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  sunos: 'sunos',
  android: 'android',
  openharmony: 'openharmony',
}
const cpus = {
  x64: 'x64',
  amd64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  loong64: 'loong64',
  wasm32: 'wasm32',
}
const libcs = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }
