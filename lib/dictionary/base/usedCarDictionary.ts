import type { Dictionary } from '../dictionarySchema.ts'
import { fieldOf, type Row } from './BaseField.ts'
import { createBase } from './createBase.ts'
import { pickFields } from './sharedFields.ts'

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['Vehicle.VehicleIdentification.VehicleConfiguration', 'attribute', 'string', 'maker', 'normal', 'Configuration', '配置', 'Trim, engine and gearbox in short.', '简述配置级别、发动机与变速箱。'],
  ['Vehicle.VehicleIdentification.VehicleExteriorColor', 'attribute', 'string', 'user', 'normal', 'Colour', '车身颜色', 'Main colour outside.', '车身主要颜色。'],
  ['Vehicle.VehicleIdentification.VehicleSeatingCapacity', 'attribute', 'uint16', 'maker', 'normal', 'Seats', '座位数', 'How many people the car seats.', '车辆可乘坐人数。', { min: 1, max: 100 }],
  ['Vehicle.VehicleIdentification.KnownVehicleDamages', 'attribute', 'string', 'user', 'normal', 'Known damage', '已知损伤', 'Damage, repaired or not, in words.', '已修复或未修复的损伤说明。'],
  ['Vehicle.VehicleIdentification.OptionalExtras', 'attribute', 'string[]', 'user', 'normal', 'Extras', '选装配置', 'Equipment that was ordered on top.', '额外选装的配置。'],
  ['Vehicle.VehicleIdentification.MeetsEmissionStandard', 'attribute', 'string', 'maker', 'normal', 'Emission standard', '排放标准', 'Emission standard that the car meets.', '车辆满足的排放标准。'],
  ['Vehicle.VehicleIdentification.LicensePlate', 'attribute', 'string', 'user', 'private', 'Plate', '车牌', 'The registration plate.', '车辆号牌。'],
  ['Vehicle.Powertrain.Transmission.Type', 'attribute', 'string', 'maker', 'normal', 'Gearbox', '变速箱', 'Kind of gearbox.', '变速箱类型。', { allowed: ['UNKNOWN', 'SEQUENTIAL', 'H', 'AUTOMATIC', 'DSG', 'CVT'] }],
  ['Vehicle.Powertrain.Transmission.DriveType', 'attribute', 'string', 'maker', 'normal', 'Driven wheels', '驱动形式', 'Which wheels are driven.', '由哪些车轮驱动。', { allowed: ['UNKNOWN', 'FORWARD_WHEEL_DRIVE', 'REAR_WHEEL_DRIVE', 'ALL_WHEEL_DRIVE'] }],
  ['Vehicle.Powertrain.CombustionEngine.Displacement', 'attribute', 'uint16', 'maker', 'normal', 'Displacement', '排量', 'Displacement of the engine.', '发动机排量。', { unit: 'cm^3' }],
  ['Vehicle.Powertrain.CombustionEngine.MaxPower', 'attribute', 'uint16', 'maker', 'normal', 'Power', '最大功率', 'Greatest power of the engine.', '发动机最大功率。', { unit: 'kW' }],
  ['Vehicle.EmissionsCO2', 'attribute', 'int16', 'maker', 'normal', 'CO2', '二氧化碳排放', 'CO2 by the standard cycle.', '标准工况下的二氧化碳排放。', { unit: 'g/km', min: 0 }],
  ['Qood.Sale.PreviousOwners', 'attribute', 'uint8', 'user', 'normal', 'Previous owners', '历任车主数', 'How many owners the car has had.', '车辆历任车主的数量。'],
  ['Qood.Sale.AccidentCount', 'attribute', 'uint8', 'user', 'normal', 'Accidents', '事故次数', 'How many accidents are recorded.', '有记录的事故次数。'],
  ['Qood.Sale.AccidentSeverity', 'attribute', 'string', 'user', 'normal', 'Worst accident', '最严重事故', 'How severe the worst of them was.', '其中最严重的程度。', { allowed: ['NONE', 'COSMETIC', 'STRUCTURAL', 'TOTAL_LOSS', 'FLOOD', 'FIRE'] }],
  ['Qood.Sale.ConditionGrade', 'attribute', 'float', 'user', 'normal', 'Condition', '车况评分', 'Grade from 0 (worst) to 100 (as new).', '车况评分，0 最差，100 如新。', { min: 0, max: 100 }],
  ['Qood.Sale.AskingPrice', 'attribute', 'float', 'user', 'normal', 'Asking price', '要价', 'What the seller asks.', '卖方要价。', { unit: 'USD', min: 0 }],
  ['Qood.Sale.NewPrice', 'attribute', 'float', 'maker', 'normal', 'Price when new', '新车价', 'List price of the car when it was new.', '车辆全新时的指导价。', { unit: 'USD', min: 0 }],
  ['Qood.Sale.Appraisal', 'attribute', 'float', 'user', 'normal', 'Appraised value', '评估价', 'Value that an appraiser has signed.', '评估师签署的估值。', { unit: 'USD', min: 0 }],
  ['Qood.Sale.OdometerTrust', 'attribute', 'string', 'user', 'normal', 'Trust in the odometer', '里程可信度', 'How well the reading is supported by other evidence.', '里程读数有多少其他证据支持。', { allowed: ['UNKNOWN', 'CLAIMED', 'CONSISTENT', 'ATTESTED', 'CONTRADICTED'] }],
]

/** What a buyer of a car wants to know. */
export const usedCarDictionary: Dictionary = createBase({
  id: 'used-car',
  title: { en: 'Used car', zh: '二手车' },
  description: {
    en: 'What somebody who buys, sells, lends on or appraises a used car wants to know.',
    zh: '二手车的买方、卖方、贷款方和评估师想要了解的内容。',
  },
  // biome-ignore format: one list
  fields: [
    ...pickFields('odometer', 'vin', 'brand', 'model', 'year', 'registered', 'bodyType', 'powertrain', 'soh', 'troubleCodes', 'milOn'),
    ...rows.map(fieldOf),
  ],
})
