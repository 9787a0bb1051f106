'use client'

import type { AbstractIntlMessages } from 'next-intl'
import { createContext } from 'react'
import english from './messages/en/frame.json'

/** The English words that are there, whatever language is spoken: those of the frame, and what each room adds. */
export const EnglishWords = createContext<AbstractIntlMessages>(english)
