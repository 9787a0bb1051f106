// zod would try whether it may make code out of text, which the policy of the page refuses and reports.
globalThis.__zod_globalConfig = { jitless: true }

// Runs before the first paint: applies the stored theme and language, hides the guide of the first run where it is over,
// and says whether a wallet was here at the last visit and which ways to a car there are, so that nothing flashes or jumps.
;(() => {
  const root = document.documentElement
  let theme = null
  let locale = null
  let firstRun = null
  let wallet = null
  try {
    theme = localStorage.getItem('qood.theme')
    locale = localStorage.getItem('qood.locale')
    firstRun = localStorage.getItem('qood.firstRun')
    wallet = localStorage.getItem('qood.wallet.kept')
  } catch {
    // Storage may be blocked; the system's own theme and language are a good answer then.
  }
  root.dataset.ways = ['serial', 'usb', 'bluetooth'].filter((way) => way in navigator).join(' ')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  if (firstRun === 'over') root.dataset.firstRun = 'over'
  if (wallet === 'yes') root.dataset.wallet = 'kept'
  const chinese = locale ? locale === 'zh' : /^zh\b/i.test(navigator.language)
  if (chinese) {
    root.lang = 'zh-CN'
    // The exported page is in English: keep it hidden until the Chinese words are in place.
    root.dataset.translating = ''
    setTimeout(() => delete root.dataset.translating, 3000)
  }
})()
