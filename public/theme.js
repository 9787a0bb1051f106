// Runs before the first paint: applies the stored theme and language so that nothing flashes.
;(() => {
  const root = document.documentElement
  let theme = null
  let locale = null
  try {
    theme = localStorage.getItem('qood.theme')
    locale = localStorage.getItem('qood.locale')
  } catch {
    // Storage may be blocked; the system's own theme and language are a good answer then.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  const chinese = locale ? locale === 'zh' : /^zh\b/i.test(navigator.language)
  if (chinese) {
    root.lang = 'zh-CN'
    // The exported page is in English: keep it hidden until the Chinese words are in place.
    root.dataset.translating = ''
    setTimeout(() => delete root.dataset.translating, 3000)
  }
})()
