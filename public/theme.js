// zod would try to make code out of text, which the policy of the page refuses.
globalThis.__zod_globalConfig = { jitless: true }

// Runs before the first paint and says how the page begins here, so that nothing flashes or jumps: theme, language, guide of
// the first run, wallet at the last visit, ways to a car.
;(() => {
  const root = document.documentElement
  let theme = null
  let locale = null
  try {
    theme = localStorage.getItem('qood.theme')
    locale = localStorage.getItem('qood.locale')
    if (localStorage.getItem('qood.firstRun') === 'over') root.dataset.firstRun = 'over'
    if (localStorage.getItem('qood.wallet.kept')) root.dataset.wallet = 'kept'
  } catch {
    // Storage may be blocked: then as the system has it.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  root.dataset.ways = ['serial', 'usb', 'bluetooth'].filter((way) => way in navigator).join(' ')
  const chinese = locale ? locale === 'zh' : /^zh\b/i.test(navigator.language)
  if (chinese) {
    root.lang = 'zh-CN'
    // The exported page is in English: hidden until the Chinese words are there.
    root.dataset.translating = ''
    setTimeout(() => delete root.dataset.translating, 3000)
  }
})()
