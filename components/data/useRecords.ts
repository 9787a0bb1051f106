'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { dataHandle, onDataChanged } from './dataHandle.ts'

/** Returns the data sets of this browser, newest first, and follows their changes. */
export function useRecords() {
  const client = useQueryClient()
  useEffect(() => onDataChanged(() => void client.invalidateQueries({ queryKey: ['data'] })), [client])
  return useQuery({ queryKey: ['data', 'list'], queryFn: () => dataHandle().list() })
}

/** Returns one data set; null when this browser does not know it. */
export function useRecord(id: string) {
  const client = useQueryClient()
  useEffect(() => onDataChanged(() => void client.invalidateQueries({ queryKey: ['data'] })), [client])
  return useQuery({
    queryKey: ['data', 'set', id],
    queryFn: async () => (await dataHandle().get({ id })) ?? null,
  })
}
