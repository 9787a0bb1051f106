/** One value as a car reported it. */
export type Reading = {
  /** The parameter of services 01 and 02, two hex digits. */
  pid?: string
  /** The data identifier of service 22, four hex digits. */
  did?: string
  /** The monitor of service 06 (or the test of service 05), two hex digits. */
  mid?: string
  /** The test of a monitor. */
  tid?: string
  /** The item of service 09. */
  info?: string
  name: string
  value: number | string | boolean
  /** Empty where the value has none; `hex` where the meaning of the bytes is not public. */
  unit: string
  /** Who answered: the identifier or address in the header. Absent where the adapter hides it. */
  ecu?: string
  /** The signal in the Vehicle Signal Specification, where it has one. */
  path?: string
  /** The lowest and highest value that passes a test. */
  min?: number
  max?: number
  /** The freeze frame that the value was kept in. */
  frame?: number
  /** A value that some cars send to say that they have none. */
  doubtful?: true
}

export type CodeKind = 'stored' | 'pending' | 'permanent' | 'status'

export type TroubleCode = {
  /** A letter and four digits, as `P0133`. */
  code: string
  kind: CodeKind
  ecu?: string
  /** The third byte of a UDS code, two hex digits: how it failed. */
  failureType?: string
  /** The names of the bits that are set in a UDS status byte. */
  status?: string[]
}

/** What one reply says. */
export type Decoded = {
  values: Reading[]
  /** The codes alone, each once. */
  dtcs: string[]
  codes: TroubleCode[]
  vin?: string
  /** The parameters that the car says it supports: of all that answered, and one by one. */
  supported?: string[]
  supportedByEcu?: { ecu?: string; supported: string[] }[]
  /** What the adapter itself said. */
  text?: string
}
