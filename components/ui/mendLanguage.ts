/*
 * uPlot asks Intl for `navigator.language` as it loads. A browser under the C locale calls that "en-US@posix", which is no
 * language tag, and the whole page would fall over a chart. Has to be imported before uPlot.
 */
if (typeof navigator !== 'undefined') {
  try {
    Intl.getCanonicalLocales(navigator.language)
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true })
  }
}

export {}
