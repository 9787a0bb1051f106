import type { Dictionary } from '../dictionarySchema.ts'
import { fieldOf, type Row } from './BaseField.ts'
import { createBase } from './createBase.ts'
import { pickFields } from './sharedFields.ts'

const per100km = 'ratio'

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['Qood.Period.From', 'attribute', 'int64', 'user', 'normal', 'From', '起始时间', 'Beginning of the period that the record sums up.', '本记录汇总时段的开始。', { unit: 'unix-ms', min: 0 }],
  ['Qood.Period.To', 'attribute', 'int64', 'user', 'normal', 'To', '结束时间', 'End of the period that the record sums up.', '本记录汇总时段的结束。', { unit: 'unix-ms', min: 0 }],
  ['Qood.Exposure.Distance', 'sensor', 'float', 'user', 'normal', 'Distance', '行驶里程', 'Distance driven in the period.', '该时段内的行驶里程。', { unit: 'km', min: 0 }],
  ['Qood.Exposure.Duration', 'sensor', 'float', 'user', 'normal', 'Time at the wheel', '驾驶时长', 'Time driven in the period.', '该时段内的驾驶时长。', { unit: 'h', min: 0 }],
  ['Qood.Exposure.NightShare', 'sensor', 'float', 'user', 'normal', 'At night', '夜间占比', 'Share of the distance driven from 23 to 5 h.', '23 时至 5 时行驶里程的占比。', { unit: 'percent', min: 0, max: 100 }],
  ['Qood.Exposure.MotorwayShare', 'sensor', 'float', 'user', 'normal', 'Above 100 km/h', '高速占比', 'Share of the distance driven faster than 100 km/h.', '车速超过 100 千米每小时的里程占比。', { unit: 'percent', min: 0, max: 100 }],
  ['Qood.Events.HarshBraking', 'sensor', 'float', 'user', 'normal', 'Harsh braking per 100 km', '每百千米急制动', 'Harsh braking, per 100 km.', '每百千米急制动次数。', { unit: per100km, min: 0 }],
  ['Qood.Events.HarshAcceleration', 'sensor', 'float', 'user', 'normal', 'Harsh acceleration per 100 km', '每百千米急加速', 'Harsh acceleration, per 100 km.', '每百千米急加速次数。', { unit: per100km, min: 0 }],
  ['Qood.Events.HarshCornering', 'sensor', 'float', 'user', 'normal', 'Harsh cornering per 100 km', '每百千米急转弯', 'Harsh cornering, per 100 km.', '每百千米急转弯次数。', { unit: per100km, min: 0 }],
  ['Qood.Events.Speeding', 'sensor', 'float', 'user', 'normal', 'Speeding', '超速占比', 'Share of the distance above the speed bands of the insurer.', '超过保险公司车速档的里程占比。', { unit: 'percent', min: 0, max: 100 }],
  ['Qood.Score.Driving', 'sensor', 'float', 'user', 'normal', 'Driving score', '驾驶评分', 'Score from 0 to 100, with the method in its description.', '0 到 100 的评分，方法见说明。', { min: 0, max: 100 }],
  ['Qood.Score.Band', 'sensor', 'float', 'user', 'normal', 'Width of the score', '评分区间', 'Half the width of the band in which the score lies; narrows with distance.', '评分所在区间的半宽，随里程增加而变窄。', { min: 0, max: 100 }],
  ['Qood.Claim.Kind', 'event', 'string', 'user', 'private', 'Claim', '理赔类型', 'What is claimed for.', '理赔的原因。', { allowed: ['COLLISION', 'THEFT', 'GLASS', 'WEATHER', 'BREAKDOWN', 'OTHER'] }],
  ['Qood.Claim.Amount', 'event', 'float', 'user', 'private', 'Amount', '理赔金额', 'Amount that is claimed.', '申请理赔的金额。', { unit: 'USD', min: 0 }],
  ['Qood.Claim.ImpactSpeed', 'event', 'float', 'user', 'private', 'Speed at impact', '碰撞车速', 'Speed just before the impact.', '碰撞前一刻的车速。', { unit: 'km/h', min: 0, max: 400 }],
  ['Qood.Claim.DeltaV', 'event', 'float', 'user', 'private', 'Change of speed', '速度变化', 'Change of speed by the impact.', '碰撞造成的速度变化。', { unit: 'km/h', min: 0, max: 400 }],
  ['Qood.Policy.Id', 'attribute', 'string', 'user', 'private', 'Policy', '保单', 'Name of the policy.', '保单编号。'],
  ['Qood.Policy.Premium', 'attribute', 'float', 'user', 'private', 'Premium', '保费', 'Premium of the period.', '该时段的保费。', { unit: 'USD', min: 0 }],
  ['Qood.Policy.Discount', 'attribute', 'float', 'user', 'private', 'Discount', '折扣', 'Discount that the score has earned.', '评分带来的折扣。', { unit: 'percent', min: 0, max: 100 }],
]

/** How much and how a car was driven, and what went wrong. */
export const insuranceDictionary: Dictionary = createBase({
  id: 'insurance',
  title: { en: 'Insurance', zh: '保险' },
  description: {
    en: 'Exposure, events, score and claims, for insurance by use.',
    zh: '里程暴露、事件、评分与理赔，用于按使用付费的保险。',
  },
  fields: [
    ...pickFields('odometer', 'speed', 'accelerationX', 'accelerationY', 'brand', 'model', 'year'),
    ...rows.map(fieldOf),
  ],
})
