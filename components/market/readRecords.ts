export type DataRecord = Readonly<Record<string, unknown>>

const mostBytes = 4_000_000
const mostRecords = 50_000

/** Returns the records in lines of JSON or in CSV with a head; nothing where the bytes are neither. */
export function readRecords(bytes: Uint8Array): { records: DataRecord[]; fields: string[]; isCut: boolean } {
  const isCut = bytes.length > mostBytes
  const text = new TextDecoder().decode(isCut ? bytes.subarray(0, mostBytes) : bytes)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const records = lines[0]?.startsWith('{') ? readJson(lines) : readCsv(lines)
  const fields = [...new Set(records.slice(0, 200).flatMap(Object.keys))]
  return { records: records.slice(0, mostRecords), fields, isCut: isCut || records.length > mostRecords }
}

function readJson(lines: readonly string[]): DataRecord[] {
  return lines.flatMap((line) => {
    try {
      const value = JSON.parse(line) as unknown
      return typeof value === 'object' && value !== null ? [value as DataRecord] : []
    } catch {
      // The last line may have been cut.
      return []
    }
  })
}

function readCsv(lines: readonly string[]): DataRecord[] {
  const [head = '', ...rows] = lines
  const names = head.split(',').map((name) => name.trim().replace(/^"|"$/g, ''))
  if (names.length < 2 || names.some((name) => name === '' || name.length > 100)) return []
  return rows.map((row) =>
    Object.fromEntries(row.split(',').map((cell, i) => [names[i] ?? String(i), readCell(cell.trim())] as const)),
  )
}

function readCell(text: string): string | number {
  const value = Number(text)
  return text !== '' && Number.isFinite(value) ? value : text.replace(/^"|"$/g, '')
}

const latitude = 'Vehicle.CurrentLocation.Latitude'
const longitude = 'Vehicle.CurrentLocation.Longitude'

export function isTrack(records: readonly DataRecord[]): boolean {
  return pointsOf(records.slice(0, 50)).length > 1
}

/** Returns the places in the records, in order. */
export function pointsOf(records: readonly DataRecord[]): { latitude: number; longitude: number }[] {
  return records.flatMap((record) => {
    const place = {
      latitude: record[latitude] ?? record.latitude ?? record.lat,
      longitude: record[longitude] ?? record.longitude ?? record.lon,
    }
    return typeof place.latitude === 'number' && typeof place.longitude === 'number'
      ? [place as { latitude: number; longitude: number }]
      : []
  })
}

/** Returns the time of a record in milliseconds. */
export function timeOf(record: DataRecord): number | undefined {
  const { time } = record
  const ms = typeof time === 'string' ? Date.parse(time) : time
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : undefined
}
