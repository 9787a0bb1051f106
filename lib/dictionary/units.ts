/*
 * Units with their dimension. `scale` and `offset` lead to the base of the dimension and are exact fractions:
 * base = value * scale + offset. Where the factor has no end (pi), `isRounded` says so. Units of a dimension that runs the
 * other way (distance per fuel) are `isInverse`: base = scale / value.
 */
export type Unit = {
  symbol: string
  dimension: string
  name: { en: string; zh: string }
  scale: readonly [numerator: bigint, denominator: bigint]
  offset?: readonly [numerator: bigint, denominator: bigint]
  isRounded?: true
  isInverse?: true
  /** Other spellings, among them those of other versions of VSS. */
  also?: readonly string[]
}

const one = [1n, 1n] as const
const pi = [3141592653589793n, 1000000000000000n] as const

// biome-ignore format: a table
export const units: readonly Unit[] = [
  { symbol: 'mm', dimension: 'length', name: { en: 'millimetre', zh: '毫米' }, scale: [1n, 1000n] },
  { symbol: 'cm', dimension: 'length', name: { en: 'centimetre', zh: '厘米' }, scale: [1n, 100n] },
  { symbol: 'm', dimension: 'length', name: { en: 'metre', zh: '米' }, scale: one },
  { symbol: 'km', dimension: 'length', name: { en: 'kilometre', zh: '千米' }, scale: [1000n, 1n] },
  { symbol: 'inch', dimension: 'length', name: { en: 'inch', zh: '英寸' }, scale: [127n, 5000n], also: ['in'] },
  { symbol: 'ft', dimension: 'length', name: { en: 'foot', zh: '英尺' }, scale: [381n, 1250n] },
  { symbol: 'mi', dimension: 'length', name: { en: 'mile', zh: '英里' }, scale: [1609344n, 1000n], also: ['mile', 'miles'] },
  { symbol: 'km/h', dimension: 'speed', name: { en: 'kilometre per hour', zh: '千米每小时' }, scale: [5n, 18n], also: ['kph', 'kmh'] },
  { symbol: 'm/s', dimension: 'speed', name: { en: 'metre per second', zh: '米每秒' }, scale: one },
  { symbol: 'mph', dimension: 'speed', name: { en: 'mile per hour', zh: '英里每小时' }, scale: [1397n, 3125n], also: ['mi/h'] },
  { symbol: 'm/s^2', dimension: 'acceleration', name: { en: 'metre per second squared', zh: '米每二次方秒' }, scale: one, also: ['m/s2', 'm/s²'] },
  { symbol: 'g0', dimension: 'acceleration', name: { en: 'standard gravity', zh: '标准重力' }, scale: [980665n, 100000n] },
  { symbol: 'cm/s^2', dimension: 'acceleration', name: { en: 'centimetre per second squared', zh: '厘米每二次方秒' }, scale: [1n, 100n] },
  { symbol: 'ms', dimension: 'duration', name: { en: 'millisecond', zh: '毫秒' }, scale: [1n, 1000n] },
  { symbol: 's', dimension: 'duration', name: { en: 'second', zh: '秒' }, scale: one },
  { symbol: 'min', dimension: 'duration', name: { en: 'minute', zh: '分钟' }, scale: [60n, 1n] },
  { symbol: 'h', dimension: 'duration', name: { en: 'hour', zh: '小时' }, scale: [3600n, 1n] },
  { symbol: 'days', dimension: 'duration', name: { en: 'day', zh: '天' }, scale: [86400n, 1n], also: ['day', 'd'] },
  { symbol: 'weeks', dimension: 'duration', name: { en: 'week', zh: '周' }, scale: [604800n, 1n], also: ['week'] },
  { symbol: 'months', dimension: 'calendar', name: { en: 'month', zh: '月' }, scale: one, also: ['month'] },
  { symbol: 'years', dimension: 'calendar', name: { en: 'year', zh: '年' }, scale: [12n, 1n], also: ['year'] },
  { symbol: 'unix-ms', dimension: 'instant', name: { en: 'milliseconds since 1970 UTC', zh: '自 1970 年（UTC）起的毫秒数' }, scale: [1n, 1000n] },
  { symbol: 'unix-time', dimension: 'instant', name: { en: 'seconds since 1970 UTC', zh: '自 1970 年（UTC）起的秒数' }, scale: one, also: ['UNIX Timestamp'] },
  { symbol: 'iso8601', dimension: 'instant text', name: { en: 'date and time, ISO 8601', zh: '日期和时间（ISO 8601）' }, scale: one },
  { symbol: 'degrees', dimension: 'angle', name: { en: 'degree', zh: '度' }, scale: [pi[0], pi[1] * 180n], isRounded: true, also: ['degree', 'deg', '°'] },
  { symbol: 'rad', dimension: 'angle', name: { en: 'radian', zh: '弧度' }, scale: one },
  { symbol: 'degrees/s', dimension: 'angular speed', name: { en: 'degree per second', zh: '度每秒' }, scale: [pi[0], pi[1] * 180n], isRounded: true, also: ['degree/s', 'deg/s'] },
  { symbol: 'rad/s', dimension: 'angular speed', name: { en: 'radian per second', zh: '弧度每秒' }, scale: one },
  { symbol: 'rpm', dimension: 'frequency', name: { en: 'revolutions per minute', zh: '转每分钟' }, scale: [1n, 60n] },
  { symbol: 'Hz', dimension: 'frequency', name: { en: 'hertz', zh: '赫兹' }, scale: one },
  { symbol: 'kHz', dimension: 'frequency', name: { en: 'kilohertz', zh: '千赫' }, scale: [1000n, 1n] },
  { symbol: 'cpm', dimension: 'frequency', name: { en: 'cycles per minute', zh: '周期每分钟' }, scale: [1n, 60n] },
  { symbol: 'bpm', dimension: 'frequency', name: { en: 'beats per minute', zh: '次每分钟' }, scale: [1n, 60n] },
  { symbol: 'Celsius', dimension: 'temperature', name: { en: 'degree Celsius', zh: '摄氏度' }, scale: one, offset: [27315n, 100n], also: ['celsius', '°C', 'C'] },
  { symbol: 'K', dimension: 'temperature', name: { en: 'kelvin', zh: '开尔文' }, scale: one },
  { symbol: 'Fahrenheit', dimension: 'temperature', name: { en: 'degree Fahrenheit', zh: '华氏度' }, scale: [5n, 9n], offset: [45967n, 180n], also: ['fahrenheit', '°F', 'F'] },
  { symbol: 'Pa', dimension: 'pressure', name: { en: 'pascal', zh: '帕' }, scale: one },
  { symbol: 'hPa', dimension: 'pressure', name: { en: 'hectopascal', zh: '百帕' }, scale: [100n, 1n] },
  { symbol: 'mbar', dimension: 'pressure', name: { en: 'millibar', zh: '毫巴' }, scale: [100n, 1n] },
  { symbol: 'kPa', dimension: 'pressure', name: { en: 'kilopascal', zh: '千帕' }, scale: [1000n, 1n] },
  { symbol: 'bar', dimension: 'pressure', name: { en: 'bar', zh: '巴' }, scale: [100000n, 1n] },
  { symbol: 'psi', dimension: 'pressure', name: { en: 'pound per square inch', zh: '磅每平方英寸' }, scale: [8896443230521n, 1290320000n] },
  { symbol: 'percent', dimension: 'share', name: { en: 'percent', zh: '百分比' }, scale: [1n, 100n], also: ['%'] },
  { symbol: 'ratio', dimension: 'share', name: { en: 'ratio', zh: '比值' }, scale: one },
  { symbol: 'V', dimension: 'voltage', name: { en: 'volt', zh: '伏' }, scale: one },
  { symbol: 'mV', dimension: 'voltage', name: { en: 'millivolt', zh: '毫伏' }, scale: [1n, 1000n] },
  { symbol: 'A', dimension: 'current', name: { en: 'ampere', zh: '安' }, scale: one },
  { symbol: 'mA', dimension: 'current', name: { en: 'milliampere', zh: '毫安' }, scale: [1n, 1000n] },
  { symbol: 'Ah', dimension: 'charge', name: { en: 'ampere hour', zh: '安时' }, scale: [3600n, 1n] },
  { symbol: 'Ohm', dimension: 'resistance', name: { en: 'ohm', zh: '欧姆' }, scale: one },
  { symbol: 'W', dimension: 'power', name: { en: 'watt', zh: '瓦' }, scale: one },
  { symbol: 'kW', dimension: 'power', name: { en: 'kilowatt', zh: '千瓦' }, scale: [1000n, 1n] },
  { symbol: 'PS', dimension: 'power', name: { en: 'metric horsepower', zh: '米制马力' }, scale: [588399n, 800n] },
  { symbol: 'J', dimension: 'energy', name: { en: 'joule', zh: '焦耳' }, scale: one },
  { symbol: 'kJ', dimension: 'energy', name: { en: 'kilojoule', zh: '千焦' }, scale: [1000n, 1n] },
  { symbol: 'Wh', dimension: 'energy', name: { en: 'watt hour', zh: '瓦时' }, scale: [3600n, 1n] },
  { symbol: 'kWh', dimension: 'energy', name: { en: 'kilowatt hour', zh: '千瓦时' }, scale: [3600000n, 1n] },
  { symbol: 'Nm', dimension: 'torque', name: { en: 'newton metre', zh: '牛·米' }, scale: one },
  { symbol: 'N', dimension: 'force', name: { en: 'newton', zh: '牛' }, scale: one },
  { symbol: 'kN', dimension: 'force', name: { en: 'kilonewton', zh: '千牛' }, scale: [1000n, 1n] },
  { symbol: 'g', dimension: 'mass', name: { en: 'gram', zh: '克' }, scale: [1n, 1000n] },
  { symbol: 'mg', dimension: 'mass', name: { en: 'milligram', zh: '毫克' }, scale: [1n, 1000000n] },
  { symbol: 'kg', dimension: 'mass', name: { en: 'kilogram', zh: '千克' }, scale: one },
  { symbol: 't', dimension: 'mass', name: { en: 'tonne', zh: '吨' }, scale: [1000n, 1n] },
  { symbol: 'lbs', dimension: 'mass', name: { en: 'pound', zh: '磅' }, scale: [45359237n, 100000000n], also: ['lb'] },
  { symbol: 'g/s', dimension: 'mass flow', name: { en: 'gram per second', zh: '克每秒' }, scale: [1n, 1000n] },
  { symbol: 'kg/h', dimension: 'mass flow', name: { en: 'kilogram per hour', zh: '千克每小时' }, scale: [1n, 3600n] },
  { symbol: 'g/km', dimension: 'mass per distance', name: { en: 'gram per kilometre', zh: '克每千米' }, scale: one },
  { symbol: 'g/mi', dimension: 'mass per distance', name: { en: 'gram per mile', zh: '克每英里' }, scale: [15625n, 25146n] },
  { symbol: 'ml', dimension: 'volume', name: { en: 'millilitre', zh: '毫升' }, scale: [1n, 1000n] },
  { symbol: 'l', dimension: 'volume', name: { en: 'litre', zh: '升' }, scale: one, also: ['L'] },
  { symbol: 'cm^3', dimension: 'volume', name: { en: 'cubic centimetre', zh: '立方厘米' }, scale: [1n, 1000n], also: ['cm3'] },
  { symbol: 'm^3', dimension: 'volume', name: { en: 'cubic metre', zh: '立方米' }, scale: [1000n, 1n], also: ['m3'] },
  { symbol: 'gal', dimension: 'volume', name: { en: 'US gallon', zh: '美制加仑' }, scale: [473176473n, 125000000n] },
  { symbol: 'l/h', dimension: 'volume flow', name: { en: 'litre per hour', zh: '升每小时' }, scale: one },
  { symbol: 'ml/100km', dimension: 'fuel per distance', name: { en: 'millilitre per 100 km', zh: '毫升每百千米' }, scale: [1n, 1000n] },
  { symbol: 'l/100km', dimension: 'fuel per distance', name: { en: 'litre per 100 km', zh: '升每百千米' }, scale: one },
  { symbol: 'km/l', dimension: 'fuel per distance', name: { en: 'kilometre per litre', zh: '千米每升' }, scale: [100n, 1n], isInverse: true },
  { symbol: 'mpg', dimension: 'fuel per distance', name: { en: 'mile per US gallon', zh: '英里每美制加仑' }, scale: [473176473n, 2011680n], isInverse: true },
  { symbol: 'kWh/100km', dimension: 'energy per distance', name: { en: 'kilowatt hour per 100 km', zh: '千瓦时每百千米' }, scale: one },
  { symbol: 'Wh/km', dimension: 'energy per distance', name: { en: 'watt hour per kilometre', zh: '瓦时每千米' }, scale: [1n, 10n] },
  { symbol: 'lx', dimension: 'illuminance', name: { en: 'lux', zh: '勒克斯' }, scale: one },
  { symbol: 'mm/h', dimension: 'precipitation', name: { en: 'millimetre per hour', zh: '毫米每小时' }, scale: one },
  { symbol: 'dBm', dimension: 'signal level', name: { en: 'decibel-milliwatt', zh: '分贝毫瓦' }, scale: one },
  { symbol: 'dB', dimension: 'level', name: { en: 'decibel', zh: '分贝' }, scale: one },
  { symbol: 'stars', dimension: 'rating', name: { en: 'stars', zh: '星' }, scale: one },
  { symbol: 'USD', dimension: 'money USD', name: { en: 'US dollar', zh: '美元' }, scale: one },
  { symbol: 'CNY', dimension: 'money CNY', name: { en: 'yuan renminbi', zh: '人民币元' }, scale: one },
  { symbol: 'EUR', dimension: 'money EUR', name: { en: 'euro', zh: '欧元' }, scale: one },
]

const bySymbol = new Map(
  units.flatMap((unit) => [unit.symbol, ...(unit.also ?? [])].map((word) => [word, unit] as const)),
)

/** Returns the unit of a symbol or of another spelling of it. */
export function findUnit(symbol: string): Unit | undefined {
  return bySymbol.get(symbol)
}
