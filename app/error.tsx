'use client'

import { BrokenPage } from '../components/frame/BrokenPage.tsx'

export default function ErrorPage({ error }: { error: Error }) {
  return <BrokenPage name={error.name} />
}
