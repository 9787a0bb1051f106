// Why: see app/layout.tsx.
globalThis.__zod_globalConfig = { jitless: true }
;(() => {
  const root = document.documentElement
  let theme = null
  let locale = null
  try {
    theme = localStorage.getItem('qood.theme')
    locale = localStorage.getItem('qood.locale')
    if (localStorage.getItem('qood.firstRun') === 'over') root.dataset.firstRun = 'over'
    if (localStorage.getItem('qood.wallet.kept')) root.dataset.wallet = 'kept'
  } catch {}
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  root.dataset.ways = ['serial', 'usb', 'bluetooth'].filter((way) => way in navigator).join(' ')
  const chinese = locale ? locale === 'zh' : /^zh\b/i.test(navigator.language)
  if (chinese) {
    root.lang = 'zh-CN'
    root.dataset.translating = ''
    setTimeout(() => delete root.dataset.translating, 3000)
  }
})()
