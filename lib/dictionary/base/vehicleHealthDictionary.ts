import type { Dictionary } from '../dictionarySchema.ts'
import { fieldOf, type Row } from './BaseField.ts'
import { createBase } from './createBase.ts'
import { pickFields } from './sharedFields.ts'

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['Qood.Diagnostics.PendingDTCList', 'sensor', 'string[]', 'disputed', 'normal', 'Pending trouble codes', '待定故障码', 'Trouble codes seen once and not confirmed yet.', '出现过但尚未确认的故障码。', { pattern: '[PCBU][0-3][0-9A-F]{3}', pid: '07' }],
  ['Qood.Diagnostics.PermanentDTCList', 'sensor', 'string[]', 'disputed', 'normal', 'Permanent trouble codes', '永久故障码', 'Trouble codes that a tester cannot clear.', '诊断仪无法清除的故障码。', { pattern: '[PCBU][0-3][0-9A-F]{3}', pid: '0A' }],
  ['Qood.Diagnostics.IncompleteMonitors', 'sensor', 'uint8', 'disputed', 'normal', 'Checks not finished', '未完成的自检项', 'How many of the self-checks have not been run since the codes were cleared.', '自清除故障码以来尚未完成的自检数量。', { max: 16, pid: '0101' }],
  ['Qood.Diagnostics.WarmUpsSinceClear', 'sensor', 'uint8', 'disputed', 'normal', 'Warm-ups since clearing', '清码后暖机次数', 'How often the engine has warmed up since the codes were cleared.', '自清除故障码以来发动机暖机的次数。', { pid: '0130' }],
  ['Vehicle.OBD.DistanceSinceDTCClear', 'sensor', 'float', 'disputed', 'normal', 'Distance since clearing', '清码后里程', 'Distance since the codes were cleared; stops counting at 65,535 km.', '自清除故障码以来的里程，最多计到 65535 千米。', { unit: 'km', min: 0, max: 65535, pid: '0131' }],
  ['Vehicle.OBD.DistanceWithMIL', 'sensor', 'float', 'disputed', 'normal', 'Distance with the lamp lit', '亮灯后里程', 'Distance driven with the warning lamp lit.', '故障指示灯点亮后行驶的里程。', { unit: 'km', min: 0, max: 65535, pid: '0121' }],
  ['Vehicle.OBD.FreezeDTC', 'sensor', 'string', 'disputed', 'normal', 'Code of the freeze frame', '冻结帧故障码', 'Trouble code that caused the freeze frame.', '触发冻结帧的故障码。', { pattern: '[PCBU][0-3][0-9A-F]{3}', pid: '0202' }],
  ['Vehicle.OBD.ShortTermFuelTrim1', 'sensor', 'float', 'maker', 'normal', 'Short-term fuel trim', '短期燃油修正', 'Correction of the mixture at this moment, bank 1.', '当前混合气修正，第 1 缸组。', { unit: 'percent', min: -100, max: 99.3, pid: '0106' }],
  ['Vehicle.OBD.LongTermFuelTrim1', 'sensor', 'float', 'maker', 'normal', 'Long-term fuel trim', '长期燃油修正', 'Correction of the mixture that has been learnt, bank 1.', '已学习的混合气修正，第 1 缸组。', { unit: 'percent', min: -100, max: 99.3, pid: '0107' }],
  ['Vehicle.OBD.IntakeTemp', 'sensor', 'float', 'maker', 'normal', 'Intake temperature', '进气温度', 'How warm the air is that the engine takes in.', '进入发动机的空气温度。', { unit: 'Celsius', min: -40, max: 215, pid: '010F' }],
  ['Vehicle.OBD.MAP', 'sensor', 'float', 'maker', 'normal', 'Manifold pressure', '进气歧管压力', 'Pressure in the intake manifold.', '进气歧管内的绝对压力。', { unit: 'kPa', min: 0, max: 255, pid: '010B' }],
  ['Vehicle.OBD.BarometricPressure', 'sensor', 'float', 'maker', 'normal', 'Air pressure', '大气压力', 'Pressure of the air around the car.', '车外大气压力。', { unit: 'kPa', min: 0, max: 255, pid: '0133' }],
  ['Vehicle.OBD.TimingAdvance', 'sensor', 'float', 'maker', 'normal', 'Ignition timing', '点火提前角', 'Ignition before top dead centre, cylinder 1.', '第 1 缸上止点前的点火角度。', { unit: 'degrees', min: -64, max: 63.5, pid: '010E' }],
  ['Vehicle.OBD.Catalyst.Bank1.Temperature1', 'sensor', 'float', 'maker', 'normal', 'Catalyst temperature', '催化器温度', 'How hot the catalyst is.', '催化转化器的温度。', { unit: 'Celsius', min: -40, max: 6513.5, pid: '013C' }],
  ['Vehicle.OBD.RunTime', 'sensor', 'float', 'user', 'normal', 'Run time', '发动机运行时间', 'Time since the engine was started.', '发动机启动以来的时间。', { unit: 's', min: 0, max: 65535, pid: '011F' }],
  ['Vehicle.Powertrain.CombustionEngine.EngineHours', 'sensor', 'float', 'user', 'normal', 'Engine hours', '发动机工作小时', 'Hours the engine has run in its life.', '发动机累计工作小时数。', { unit: 'h', min: 0, pid: '017F', pidUnit: 's' }],
  ['Vehicle.Powertrain.CombustionEngine.EOT', 'sensor', 'float', 'maker', 'normal', 'Oil temperature', '机油温度', 'How warm the engine oil is.', '发动机机油的温度。', { unit: 'Celsius', min: -40, max: 215, pid: '015C' }],
  ['Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure', 'sensor', 'float', 'user', 'normal', 'Tyre pressure, front left', '左前胎压', 'Pressure in the tyre.', '轮胎内的压力。', { unit: 'kPa', min: 0, max: 1500 }],
  ['Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure', 'sensor', 'float', 'user', 'normal', 'Tyre pressure, front right', '右前胎压', 'Pressure in the tyre.', '轮胎内的压力。', { unit: 'kPa', min: 0, max: 1500 }],
  ['Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure', 'sensor', 'float', 'user', 'normal', 'Tyre pressure, rear left', '左后胎压', 'Pressure in the tyre.', '轮胎内的压力。', { unit: 'kPa', min: 0, max: 1500 }],
  ['Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure', 'sensor', 'float', 'user', 'normal', 'Tyre pressure, rear right', '右后胎压', 'Pressure in the tyre.', '轮胎内的压力。', { unit: 'kPa', min: 0, max: 1500 }],
  ['Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear', 'sensor', 'uint8', 'disputed', 'normal', 'Brake pad wear', '制动片磨损', 'How far the front left pad is worn.', '左前制动片的磨损程度。', { unit: 'percent', max: 100 }],
  ['Vehicle.Powertrain.TractionBattery.ErrorCodes', 'sensor', 'string[]', 'disputed', 'normal', 'Battery errors', '电池故障', 'Errors that the battery reports.', '电池报告的故障。'],
]

/** How the car is. */
export const vehicleHealthDictionary: Dictionary = createBase({
  id: 'vehicle-health',
  title: { en: 'Vehicle health', zh: '车辆健康' },
  description: {
    en: 'What the car says about itself: trouble codes, self-checks, temperatures, wear.',
    zh: '车辆对自身状态的报告：故障码、自检、温度与磨损。',
  },
  // biome-ignore format: one list
  fields: [
    ...pickFields('speed', 'odometer', 'engineSpeed', 'coolant', 'engineLoad', 'throttle', 'fuelLevel', 'battery12', 'outside', 'troubleCodes', 'troubleCount', 'milOn', 'soc', 'soh', 'vin'),
    ...rows.map(fieldOf),
  ],
})
