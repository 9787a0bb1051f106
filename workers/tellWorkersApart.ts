/*
 * The bundler starts every worker from one script and tells it in the fragment of its address what to run. Chromium (seen
 * in 147) takes two workers that start at the same moment from addresses that differ in the fragment alone for one: both get
 * the fragment of the first, and the second runs the wrong code. So each gets its name into the query, which tells them apart.
 */

/** Gives workers that have a name an address of their own, from now on. Calling it again changes nothing. */
export function tellWorkersApart(scope: { Worker?: typeof Worker } = globalThis): void {
  const Original = scope.Worker
  if (!Original || apart.has(Original)) return
  class NamedWorker extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(addName(url, options?.name), options)
    }
  }
  apart.add(NamedWorker)
  scope.Worker = NamedWorker
}

const apart = new WeakSet<typeof Worker>()

function addName(url: string | URL, name: string | undefined): string | URL {
  if (!name) return url
  const whole = new URL(url, globalThis.location?.href)
  if (!/^https?:$/.test(whole.protocol)) return url
  whole.searchParams.set('for', name)
  return whole
}
