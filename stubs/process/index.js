// What browser code may ask of `process`; the framework's own stand-in is five times as large.
module.exports = {
  env: {},
  argv: [],
  browser: true,
  title: 'browser',
  version: '',
  versions: {},
  cwd: () => '/',
  on: () => module.exports,
  emitWarning: (warning) => console.warn(warning),
  nextTick: (run, ...values) => queueMicrotask(() => run(...values)),
}
