/** Returns what a new dictionary begins with: the time of each record. */
export function emptyDraft(): Record<string, unknown> {
  return {
    format: 'qoodblock.dictionary',
    formatVersion: 1,
    id: '',
    version: '1.0.0',
    languages: ['en', 'zh'],
    title: {},
    description: {},
    common: { time: 'time' },
    fields: [
      {
        path: 'time',
        kind: 'sensor',
        type: 'int64',
        unit: 'unix-ms',
        min: 0,
        required: true,
        class: 'user',
        privacy: 'normal',
        title: { en: 'Time', zh: '时间' },
        description: { en: 'When the record was taken.', zh: '记录的时刻。' },
      },
    ],
  }
}

/** Returns a field of which only the name is known. */
export function emptyField(path: string): Record<string, unknown> {
  return { path, kind: 'sensor', type: 'float', class: 'user', privacy: 'normal', title: {}, description: {} }
}
