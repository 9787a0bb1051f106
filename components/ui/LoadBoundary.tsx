'use client'

import { Component, type ReactNode } from 'react'

/** Shows the fallback when what is inside fails, above all when its code cannot be fetched. React wants a class here. */
export class LoadBoundary extends Component<{ children: ReactNode; fallback: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
