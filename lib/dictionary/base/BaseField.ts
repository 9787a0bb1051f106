import type { Field } from '../dictionarySchema.ts'

type Short = Partial<Pick<Field, 'unit' | 'min' | 'max' | 'resolution' | 'allowed' | 'pattern' | 'required'>> & {
  /** The PID whose value this is; `pidUnit` where it comes in another unit. */
  pid?: string
  pidUnit?: string
  did?: string
  column?: string
}
export type Row = readonly [
  path: string,
  kind: Field['kind'],
  type: Field['type'],
  class_: Field['class'],
  privacy: Field['privacy'],
  en: string,
  zh: string,
  enWords: string,
  zhWords: string,
  more?: Short,
]

/** Returns the field that a row of a table stands for. */
export function fieldOf([path, kind, type, dataClass, privacy, en, zh, enWords, zhWords, more = {}]: Row): Field {
  const { pid, pidUnit, did, column, ...rest } = more
  const mappings: NonNullable<Field['mappings']> = []
  if (pid !== undefined) mappings.push({ standard: 'J1979', ref: pid, ...(pidUnit !== undefined && { unit: pidUnit }) })
  if (did !== undefined) mappings.push({ standard: 'UDS', ref: did })
  if (column !== undefined) mappings.push({ standard: 'CSV', ref: column })
  return {
    path,
    kind,
    type,
    class: dataClass,
    privacy,
    title: { en, zh },
    description: { en: enWords, zh: zhWords },
    since: '1.0.0',
    ...rest,
    ...(mappings.length > 0 && { mappings }),
  }
}
