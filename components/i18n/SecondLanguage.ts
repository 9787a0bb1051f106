'use client'

import { createContext } from 'react'
import type { LocaleId } from './locales.ts'

/** The language that `Both` sets beside the first one; none where the reader wants one language alone. */
export const SecondLanguage = createContext<LocaleId | undefined>(undefined)
