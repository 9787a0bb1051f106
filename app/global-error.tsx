'use client'

/** When the frame itself fails there is no language, no theme and no navigation left: two languages, plain, and a way out. */
export default function GlobalErrorPage({ error }: { error: Error }) {
  return (
    <html lang="en">
      <body style={{ font: '16px/1.5 system-ui', maxWidth: '40rem', margin: '4rem auto', padding: '0 1rem' }}>
        <title>QoodBlock</title>
        <h1>QoodBlock could not be shown</h1>
        <p>If the app was stopped or updated, load the page again.</p>
        <p lang="zh-CN">无法显示 QoodBlock。如果应用已停止或更新，请重新加载页面。</p>
        <p>
          <a href="/">QoodBlock</a> · <code>{error.name}</code>
        </p>
      </body>
    </html>
  )
}
