import type { Dictionary } from '../dictionarySchema.ts'
import { fieldOf, type Row } from './BaseField.ts'
import { createBase } from './createBase.ts'
import { pickFields } from './sharedFields.ts'

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['Vehicle.Powertrain.TractionBattery.Charging.IsCharging', 'sensor', 'boolean', 'user', 'normal', 'Charging', '是否充电', 'Whether the battery is being charged.', '电池是否正在充电。'],
  ['Vehicle.Powertrain.TractionBattery.Charging.AveragePower', 'sensor', 'float', 'user', 'normal', 'Average power', '平均功率', 'Average power of this charge.', '本次充电的平均功率。', { unit: 'kW', min: 0, max: 2000 }],
  ['Vehicle.Powertrain.TractionBattery.Charging.MaxPower', 'sensor', 'float', 'maker', 'normal', 'Greatest power', '最大功率', 'Greatest power that the charge allows.', '允许的最大充电功率。', { unit: 'kW', min: 0, max: 2000 }],
  ['Vehicle.Powertrain.TractionBattery.Charging.ChargeLimit', 'sensor', 'uint8', 'user', 'normal', 'Limit', '充电上限', 'Charge at which charging ends.', '充电结束时的电量。', { unit: 'percent', max: 100 }],
  ['Vehicle.Powertrain.TractionBattery.Charging.TimeToComplete', 'sensor', 'uint32', 'user', 'normal', 'Time left', '剩余时间', 'Time until charging is complete.', '距充电完成的时间。', { unit: 's' }],
  ['Vehicle.Powertrain.TractionBattery.Charging.Temperature', 'sensor', 'float', 'maker', 'normal', 'Charger temperature', '充电机温度', 'How warm the charger is.', '车载充电机的温度。', { unit: 'Celsius', min: -60, max: 200 }],
  ['Vehicle.Powertrain.TractionBattery.Charging.EvseId', 'sensor', 'string', 'user', 'private', 'Charging point', '充电桩', 'Name of the charging point.', '充电桩编号。'],
  ['Vehicle.Powertrain.TractionBattery.CurrentVoltage', 'sensor', 'float', 'maker', 'normal', 'Battery voltage', '动力电池电压', 'Voltage of the traction battery.', '动力电池的电压。', { unit: 'V', min: 0, max: 2000 }],
  ['Vehicle.Powertrain.TractionBattery.CurrentCurrent', 'sensor', 'float', 'maker', 'normal', 'Battery current', '动力电池电流', 'Current into the battery; out of it is negative.', '流入电池的电流；流出为负。', { unit: 'A', min: -5000, max: 5000 }],
  ['Vehicle.Powertrain.TractionBattery.Temperature.Average', 'sensor', 'float', 'maker', 'normal', 'Battery temperature', '电池温度', 'Average temperature of the cells.', '电芯的平均温度。', { unit: 'Celsius', min: -60, max: 200 }],
  ['Vehicle.Powertrain.TractionBattery.Temperature.Max', 'sensor', 'float', 'maker', 'normal', 'Warmest cell', '最高电芯温度', 'Temperature of the warmest cell.', '最热电芯的温度。', { unit: 'Celsius', min: -60, max: 200 }],
  ['Vehicle.Powertrain.TractionBattery.CellVoltage.Min', 'sensor', 'float', 'disputed', 'normal', 'Lowest cell', '最低电芯电压', 'Voltage of the lowest cell.', '最低电芯的电压。', { unit: 'V', min: 0, max: 10 }],
  ['Vehicle.Powertrain.TractionBattery.CellVoltage.Max', 'sensor', 'float', 'disputed', 'normal', 'Highest cell', '最高电芯电压', 'Voltage of the highest cell.', '最高电芯的电压。', { unit: 'V', min: 0, max: 10 }],
  ['Vehicle.Powertrain.TractionBattery.AccumulatedChargedEnergy', 'sensor', 'float', 'user', 'normal', 'Energy charged in all', '累计充电量', 'Energy charged in the life of the battery.', '电池生命周期内累计充入的电量。', { unit: 'kWh', min: 0 }],
  ['Vehicle.Powertrain.TractionBattery.NetCapacity', 'sensor', 'float', 'disputed', 'normal', 'Usable capacity', '可用容量', 'Capacity that can be used today.', '目前可用的电池容量。', { unit: 'kWh', min: 0 }],
  ['Vehicle.Powertrain.TractionBattery.Range', 'sensor', 'uint32', 'user', 'normal', 'Range', '续航里程', 'Distance that the charge is good for.', '当前电量可行驶的距离。', { unit: 'm' }],
  ['Qood.Charge.Energy', 'sensor', 'float', 'user', 'normal', 'Energy', '充电量', 'Energy of this charge.', '本次充入的电量。', { unit: 'kWh', min: 0, max: 2000 }],
  ['Qood.Charge.Kind', 'attribute', 'string', 'user', 'normal', 'Current', '充电方式', 'Alternating or direct current.', '交流或直流。', { allowed: ['AC', 'DC'] }],
  ['Qood.Charge.Cost', 'attribute', 'float', 'user', 'private', 'Cost', '费用', 'What the charge cost.', '本次充电的费用。', { unit: 'USD', min: 0 }],
]

/** What goes into a battery. */
export const chargingDictionary: Dictionary = createBase({
  id: 'charging',
  title: { en: 'Charging', zh: '充电' },
  description: {
    en: 'Charging of electric cars and the health of their batteries.',
    zh: '电动汽车的充电过程与电池健康。',
  },
  hasPlace: true,
  fields: [...pickFields('odometer', 'soc', 'soh', 'outside', 'brand', 'model'), ...rows.map(fieldOf)],
})
