import type { Dictionary } from '../dictionarySchema.ts'
import { fieldOf, type Row } from './BaseField.ts'
import { createBase } from './createBase.ts'
import { pickFields } from './sharedFields.ts'

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['Qood.Service.Kind', 'event', 'string', 'user', 'normal', 'Kind of work', '项目类型', 'What was done to the car.', '对车辆做了什么。', { allowed: ['MAINTENANCE', 'REPAIR', 'INSPECTION', 'RECALL', 'TYRES', 'BODYWORK', 'SOFTWARE', 'OTHER'], required: true }],
  ['Qood.Service.Description', 'event', 'string', 'user', 'normal', 'Work', '维修内容', 'The work in words.', '用文字描述的维修内容。'],
  ['Qood.Service.Workshop', 'event', 'string', 'user', 'normal', 'Workshop', '维修厂', 'Address of the account of the workshop.', '维修厂的账户地址。'],
  ['Qood.Service.Technician', 'event', 'string', 'user', 'private', 'Technician', '技师', 'Who did the work.', '完成维修的技师。'],
  ['Qood.Service.Parts', 'event', 'string[]', 'user', 'normal', 'Parts', '更换零件', 'Numbers of the parts that were put in.', '所更换零件的编号。'],
  ['Qood.Service.PartOrigin', 'event', 'string', 'user', 'normal', 'Origin of the parts', '零件来源', 'Whether the parts are the maker\'s, others\' or used.', '零件为原厂、副厂或二手。', { allowed: ['MAKER', 'AFTERMARKET', 'USED'] }],
  ['Qood.Service.LabourHours', 'event', 'float', 'user', 'normal', 'Labour', '工时', 'Hours of work.', '维修工时。', { unit: 'h', min: 0, max: 1000 }],
  ['Qood.Service.Cost', 'event', 'float', 'user', 'private', 'Cost', '费用', 'What was paid.', '支付的费用。', { unit: 'USD', min: 0 }],
  ['Qood.Service.NextDue', 'event', 'string', 'user', 'normal', 'Next due', '下次保养日期', 'Day on which the next service is due.', '下次保养到期的日期。', { unit: 'iso8601' }],
  ['Qood.Service.RecallNumber', 'event', 'string', 'maker', 'normal', 'Recall', '召回编号', 'Number of the recall that was carried out.', '已执行的召回编号。'],
  ['Qood.Service.OilGrade', 'event', 'string', 'user', 'normal', 'Oil', '机油规格', 'Grade of the oil that was filled in.', '加注机油的规格。'],
  ['Qood.Service.TyreTread', 'event', 'float', 'user', 'normal', 'Tread', '胎纹深度', 'Least depth of tread that was measured.', '测得的最小胎纹深度。', { unit: 'mm', min: 0, max: 30 }],
  ['Qood.Service.DTCCleared', 'event', 'string[]', 'disputed', 'normal', 'Codes cleared', '已清除故障码', 'Trouble codes that were cleared.', '本次清除的故障码。', { pattern: '[PCBU][0-3][0-9A-F]{3}' }],
  ['Vehicle.Service.IsServiceDue', 'sensor', 'boolean', 'maker', 'normal', 'Service due', '是否需要保养', 'Whether the car asks for a service.', '车辆是否提示需要保养。'],
  ['Vehicle.Service.DistanceToService', 'sensor', 'float', 'maker', 'normal', 'Distance to service', '距保养里程', 'Distance left until the next service.', '距下次保养的剩余里程。', { unit: 'km' }],
]

/** What was done to the car. */
export const serviceRecordsDictionary: Dictionary = createBase({
  id: 'service-records',
  title: { en: 'Service records', zh: '维修保养记录' },
  description: {
    en: 'Service, repair, recall and inspection: what was done, by whom, with which parts, at which reading of the odometer.',
    zh: '保养、维修、召回与检测：做了什么、由谁完成、用了哪些零件、当时的里程。',
  },
  fields: [...pickFields('odometer', 'troubleCodes', 'brand', 'model', 'year', 'vin'), ...rows.map(fieldOf)],
})
