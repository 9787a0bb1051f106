import type { Dictionary } from '../dictionarySchema.ts'
import { fieldOf, type Row } from './BaseField.ts'
import { createBase } from './createBase.ts'
import { pickFields } from './sharedFields.ts'

const severities = ['LIGHT', 'MEDIUM', 'HARD']

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['Vehicle.Acceleration.Vertical', 'sensor', 'float', 'user', 'normal', 'Vertical acceleration', '垂直加速度', 'Acceleration upwards, without gravity.', '向上的加速度，不含重力。', { unit: 'm/s^2', min: -30, max: 30 }],
  ['Vehicle.AngularVelocity.Yaw', 'sensor', 'float', 'user', 'normal', 'Yaw rate', '横摆角速度', 'How fast the car turns about its upright axis.', '车辆绕竖直轴转动的速度。', { unit: 'degrees/s', min: -500, max: 500 }],
  ['Vehicle.IsMoving', 'sensor', 'boolean', 'user', 'normal', 'Moving', '是否行驶', 'Whether the car is moving.', '车辆是否在行驶。'],
  ['Vehicle.IsBrokenDown', 'sensor', 'boolean', 'user', 'normal', 'Broken down', '是否抛锚', 'Whether the car has broken down.', '车辆是否抛锚。'],
  ['Vehicle.AverageSpeed', 'sensor', 'float', 'user', 'normal', 'Average speed', '平均车速', 'Average speed of the drive so far.', '本次行程到目前为止的平均车速。', { unit: 'km/h', min: 0, max: 400 }],
  ['Vehicle.TraveledDistanceSinceStart', 'sensor', 'float', 'user', 'normal', 'Distance of the drive', '本次行驶里程', 'Distance since the drive began.', '本次行程开始以来的里程。', { unit: 'km', min: 0 }],
  ['Vehicle.TripDuration', 'sensor', 'float', 'user', 'normal', 'Duration of the drive', '行程时长', 'Time since the drive began.', '本次行程开始以来的时间。', { unit: 's', min: 0 }],
  ['Vehicle.Chassis.Accelerator.PedalPosition', 'sensor', 'float', 'user', 'normal', 'Accelerator', '油门踏板', 'How far the accelerator is pressed.', '油门踏板踩下的程度。', { unit: 'percent', min: 0, max: 100, pid: '015A' }],
  ['Vehicle.Chassis.Brake.PedalPosition', 'sensor', 'float', 'user', 'normal', 'Brake pedal', '制动踏板', 'How far the brake is pressed.', '制动踏板踩下的程度。', { unit: 'percent', min: 0, max: 100 }],
  ['Vehicle.Chassis.SteeringWheel.Angle', 'sensor', 'float', 'user', 'normal', 'Steering angle', '方向盘转角', 'Angle of the steering wheel, left positive.', '方向盘转角，左为正。', { unit: 'degrees', min: -1080, max: 1080 }],
  ['Vehicle.Powertrain.Transmission.CurrentGear', 'sensor', 'int8', 'user', 'normal', 'Gear', '挡位', 'Gear in use: 0 neutral, negative reverse.', '当前挡位：0 为空挡，负数为倒挡。', { min: -3, max: 16 }],
  ['Vehicle.Powertrain.FuelSystem.InstantConsumption', 'sensor', 'float', 'user', 'normal', 'Consumption', '瞬时油耗', 'Fuel use at this moment.', '当前时刻的油耗。', { unit: 'l/100km', min: 0, max: 200 }],
  ['Vehicle.OBD.FuelRate', 'sensor', 'float', 'maker', 'normal', 'Fuel rate', '燃油流量', 'Fuel that the engine takes.', '发动机消耗燃油的速率。', { unit: 'l/h', min: 0, max: 3277, pid: '015E' }],
  ['Vehicle.Powertrain.CombustionEngine.MAF', 'sensor', 'float', 'maker', 'normal', 'Air flow', '进气流量', 'Mass of the air that the engine takes in.', '发动机吸入空气的质量流量。', { unit: 'g/s', min: 0, max: 655.35, pid: '0110' }],
  ['Vehicle.Powertrain.ElectricMotor.Power', 'sensor', 'float', 'user', 'normal', 'Motor power', '电机功率', 'Power of the electric motor; what it gives back is negative.', '电机功率；能量回收时为负。', { unit: 'kW', min: -2000, max: 2000 }],
  ['Vehicle.Powertrain.Range', 'sensor', 'uint32', 'user', 'normal', 'Range', '续航里程', 'Distance that fuel and charge are good for.', '现有燃油和电量可行驶的距离。', { unit: 'm' }],
  ['Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted', 'sensor', 'boolean', 'user', 'private', 'Driver belted', '驾驶员系安全带', 'Whether the driver wears the belt.', '驾驶员是否系好安全带。'],
  ['Vehicle.Body.Lights.Beam.Low.IsOn', 'sensor', 'boolean', 'user', 'normal', 'Low beam', '近光灯', 'Whether the low beam is on.', '近光灯是否打开。'],
  ['Qood.Event.Kind', 'event', 'string', 'user', 'normal', 'Event', '事件', 'What happened, found in the record by the slope of the speed.', '由车速变化率识别出的事件。', { allowed: ['HARSH_BRAKING', 'HARSH_ACCELERATION', 'HARSH_CORNERING', 'SPEEDING', 'COLLISION', 'BREAKDOWN', 'IDLING', 'START', 'STOP'] }],
  ['Qood.Event.Severity', 'event', 'string', 'user', 'normal', 'Severity', '程度', 'How severe the event was.', '事件的严重程度。', { allowed: severities }],
  ['Qood.Event.Peak', 'event', 'float', 'user', 'normal', 'Peak', '峰值', 'Largest acceleration during the event.', '事件过程中的最大加速度。', { unit: 'm/s^2', min: -200, max: 200 }],
  ['Qood.Event.Duration', 'event', 'float', 'user', 'normal', 'Duration of the event', '事件时长', 'How long the event lasted.', '事件持续的时间。', { unit: 's', min: 0 }],
  ['Qood.Sample.Rate', 'attribute', 'float', 'user', 'normal', 'Sample rate', '采样率', 'How often the record was taken; events are only as good as this.', '记录的频率；事件的可信度取决于它。', { unit: 'Hz', min: 0, max: 1000 }],
]

/** What a drive is made of. */
export const drivingDictionary: Dictionary = createBase({
  id: 'driving',
  title: { en: 'Driving', zh: '驾驶' },
  description: {
    en: 'A drive as a dongle, a tracker or a phone records it: time, place, speed, engine and what happened on the way.',
    zh: '由 OBD 适配器、追踪器或手机记录的行程：时间、位置、车速、发动机以及途中发生的事件。',
  },
  hasPlace: true,
  // biome-ignore format: one list
  fields: [
    ...pickFields('speed', 'odometer', 'engineSpeed', 'coolant', 'engineLoad', 'throttle', 'fuelLevel', 'battery12', 'outside', 'heading', 'altitude', 'accuracy', 'accelerationX', 'accelerationY', 'soc', 'tripId'),
    ...rows.map(fieldOf),
  ],
})
