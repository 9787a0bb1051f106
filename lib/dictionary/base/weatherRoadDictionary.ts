import type { Dictionary } from '../dictionarySchema.ts'
import { fieldOf, type Row } from './BaseField.ts'
import { createBase } from './createBase.ts'
import { pickFields } from './sharedFields.ts'

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['Vehicle.Exterior.Humidity', 'sensor', 'float', 'user', 'normal', 'Humidity', '湿度', 'Relative humidity outside.', '车外相对湿度。', { unit: 'percent', min: 0, max: 100 }],
  ['Vehicle.Exterior.LightIntensity', 'sensor', 'float', 'user', 'normal', 'Light', '光照强度', 'How bright it is outside, against full daylight.', '车外光照强度，相对白昼。', { unit: 'percent', min: 0, max: 100 }],
  ['Vehicle.Body.Raindetection.Intensity', 'sensor', 'uint8', 'user', 'normal', 'Rain on the screen', '雨量', 'How much rain the sensor sees.', '雨量传感器检测到的雨量。', { unit: 'percent', max: 100 }],
  ['Vehicle.Body.Windshield.Front.Wiping.Mode', 'sensor', 'string', 'user', 'normal', 'Wipers', '雨刮', 'What the wipers do.', '雨刮的工作模式。', { allowed: ['OFF', 'SLOW', 'MEDIUM', 'FAST', 'INTERVAL', 'RAIN_SENSOR'] }],
  ['Vehicle.Body.Lights.Fog.Front.IsOn', 'sensor', 'boolean', 'user', 'normal', 'Fog light', '前雾灯', 'Whether the fog light is on.', '前雾灯是否打开。'],
  ['Vehicle.ADAS.ESC.IsEngaged', 'sensor', 'boolean', 'user', 'normal', 'Stability control at work', '车身稳定系统介入', 'Whether stability control is braking wheels.', '车身稳定系统是否正在介入。'],
  ['Vehicle.ADAS.ABS.IsEngaged', 'sensor', 'boolean', 'user', 'normal', 'ABS at work', 'ABS 介入', 'Whether the brakes are being released to keep the wheels turning.', '防抱死制动系统是否正在介入。'],
  ['Vehicle.ADAS.ESC.RoadFriction.MostProbable', 'sensor', 'float', 'maker', 'normal', 'Grip', '路面附着', 'Most probable grip of the road.', '路面最可能的附着系数。', { unit: 'percent', min: 0, max: 100 }],
  ['Qood.Weather.Condition', 'sensor', 'string', 'user', 'normal', 'Weather', '天气', 'The weather in a word.', '天气状况。', { allowed: ['CLEAR', 'CLOUDY', 'RAIN', 'SNOW', 'SLEET', 'HAIL', 'FOG', 'STORM', 'UNKNOWN'] }],
  ['Qood.Weather.Precipitation', 'sensor', 'float', 'user', 'normal', 'Precipitation', '降水强度', 'Rain or snow, as water.', '降水强度（折算为水）。', { unit: 'mm/h', min: 0, max: 500 }],
  ['Qood.Weather.WindSpeed', 'sensor', 'float', 'user', 'normal', 'Wind', '风速', 'Speed of the wind.', '风的速度。', { unit: 'm/s', min: 0, max: 120 }],
  ['Qood.Weather.WindDirection', 'sensor', 'float', 'user', 'normal', 'Wind from', '风向', 'Where the wind comes from, clockwise from north.', '风的来向，自北起顺时针。', { unit: 'degrees', min: 0, max: 360 }],
  ['Qood.Weather.Pressure', 'sensor', 'float', 'user', 'normal', 'Air pressure', '气压', 'Pressure of the air.', '大气压力。', { unit: 'hPa', min: 300, max: 1100 }],
  ['Qood.Weather.Visibility', 'sensor', 'float', 'user', 'normal', 'Visibility', '能见度', 'How far one can see.', '能看清的距离。', { unit: 'm', min: 0, max: 100000 }],
  ['Qood.Road.Condition', 'sensor', 'string', 'user', 'normal', 'Road', '路面状况', 'What the road is like.', '路面的状况。', { allowed: ['DRY', 'WET', 'STANDING_WATER', 'SNOW', 'ICE', 'GRAVEL', 'OIL', 'UNKNOWN'] }],
  ['Qood.Road.Temperature', 'sensor', 'float', 'user', 'normal', 'Road temperature', '路面温度', 'How warm the surface of the road is.', '路面的温度。', { unit: 'Celsius', min: -60, max: 90 }],
  ['Qood.Road.Roughness', 'sensor', 'float', 'user', 'normal', 'Roughness', '平整度', 'Unevenness found from vertical acceleration: root mean square.', '由垂直加速度得出的不平整度：均方根。', { unit: 'm/s^2', min: 0, max: 50 }],
  ['Qood.Road.Hazard', 'event', 'string', 'user', 'normal', 'Hazard', '危险', 'What is in the way.', '道路上的危险。', { allowed: ['POTHOLE', 'OBSTACLE', 'ACCIDENT', 'ROADWORKS', 'CONGESTION', 'FLOOD', 'ANIMAL', 'OTHER'] }],
  ['Qood.Road.SpeedLimit', 'attribute', 'float', 'user', 'normal', 'Speed limit', '限速', 'Speed that is allowed here.', '此处允许的车速。', { unit: 'km/h', min: 0, max: 200 }],
  ['Qood.Traffic.AverageSpeed', 'sensor', 'float', 'user', 'normal', 'Speed of traffic', '车流速度', 'Average speed of the cars here.', '此处车辆的平均速度。', { unit: 'km/h', min: 0, max: 200 }],
]

/** What it is like outside. */
export const weatherRoadDictionary: Dictionary = createBase({
  id: 'weather-road',
  title: { en: 'Weather and road', zh: '天气与道路' },
  description: {
    en: 'Weather, road and traffic as cars and stations see them.',
    zh: '由车辆和站点观测到的天气、道路与交通状况。',
  },
  hasPlace: true,
  fields: [...pickFields('speed', 'outside', 'heading', 'altitude', 'accuracy'), ...rows.map(fieldOf)],
})
