'use client'

import { useTranslations } from 'next-intl'
import english from '../i18n/messages/en/market.json'

/** Returns how facets are called; a word that only a newer market knows stays as it is. */
export function useKindWords() {
  const t = useTranslations('market')
  return {
    kind: (word: string) => (isKey('kinds', word) ? t(`kinds.${word as 'driving'}`) : word),
    vehicleClass: (word: string) => (isKey('vehicles', word) ? t(`vehicles.${word as 'car'}`) : word),
    dataClass: (word: string) => (isKey('classes', word) ? t(`classes.${word as 'user'}`) : word),
  }
}

function isKey(group: 'kinds' | 'vehicles' | 'classes', word: string): boolean {
  return word in english.market[group]
}
