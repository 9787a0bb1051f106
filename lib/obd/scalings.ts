/** What a number of service 06 means: `raw * mul / div + add` of a unit. Numbers from 80 on are signed. */
export type Scaling = { unit: string; mul: number; div: number; add: number }

const rows = `01 1 1 raw|02 1 10 raw|03 1 100 raw|04 1 1000 raw|05 1 32768 raw|06 10 32768 raw|07 1 4 rpm|08 1 100 km/h|09 1 1 km/h
0A 122 1000 mV|0B 1 1000 V|0C 1 100 V|0D 1 256 mA|0E 1 1000 A|0F 1 100 A|10 1 1000 s|11 1 10 s|12 1 1 s|13 1 1000 Ω|14 1 1 Ω
15 1 1 kΩ|16 1 10 °C -40|17 1 100 kPa|18 117 10000 kPa|19 79 1000 kPa|1A 1 1 kPa|1B 10 1 kPa|1C 1 100 °|1D 1 2 °
1E 1 32768 ratio|1F 1 20 ratio|20 1 256 ratio|21 1 1000 Hz|22 1 1 Hz|23 1 1 kHz|24 1 1 count|25 1 1 km|26 1 10 mV/ms
27 1 100 g/s|28 1 1 g/s|29 1 4 Pa/s|2A 1 1000 kg/h|2B 1 1 switches|2C 1 100 g/cyl|2D 1 100 mg/stroke|2E 1 1 bool|2F 1 100 %
30 1526 1000000 %|31 1 1000 L|33 1 4096 ratio|34 1 1 min|35 1 100 s|36 1 100 g|37 1 10 g|38 1 1 g|39 1 100 % -327.68
3A 1 1000 g|3B 1 10000 g|3C 1 10 µs|3D 1 100 mA|3F 1 100 L|40 1 1 ppm|41 1 100 µA
81 1 1 raw|82 1 10 raw|83 1 100 raw|84 1 1000 raw|85 1 32768 raw|86 10 32768 raw|87 1 1 ppm|8A 122 1000 mV|8B 1 1000 V
8C 1 100 V|8D 1 256 mA|8E 1 1000 A|90 1 1000 s|96 1 10 °C|99 1 10 kPa|9C 1 100 °|9D 1 2 °|A8 1 1 g/s|A9 1 4 Pa/s
AD 1 100 mg/stroke|AE 1 10 mg/stroke|AF 1 100 %|B0 3052 1000000 %|B1 2 1 mV/s|FC 1 100 kPa|FD 1 1000 kPa|FE 1 4 Pa`

/** The public list of units and scales by number. What is not in it is given as a bare number. */
export const scalings: Record<number, Scaling> = Object.fromEntries(
  rows.split(/[|\n]/).map((row) => {
    const [id = '', mul, div, unit = '', add = '0'] = row.trim().split(' ')
    return [Number.parseInt(id, 16), { unit, mul: Number(mul), div: Number(div), add: Number(add) }]
  }),
)
