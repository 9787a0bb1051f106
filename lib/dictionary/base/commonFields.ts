import { fieldOf, type Row } from './BaseField.ts'

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['time', 'sensor', 'int64', 'user', 'normal', 'Time', '时间', 'When the record was taken, by the clock of what recorded it.', '记录的时刻，以记录设备的时钟为准。', { unit: 'unix-ms', min: 0, required: true }],
  ['vehicle', 'attribute', 'string', 'user', 'normal', 'Vehicle', '车辆', 'The public name of the car: its commitment or token in the registry, never its VIN.', '车辆的公开标识：登记合约中的承诺值或编号，绝不是 VIN。'],
  ['owner', 'attribute', 'string', 'user', 'normal', 'Owner', '车主', 'The address of the account that owns the data.', '数据所有者的账户地址。'],
  ['source', 'attribute', 'string', 'user', 'normal', 'Source', '来源', 'What reported the record: page, adapter, device or data set.', '记录由什么报告：页面、适配器、设备或数据集。'],
]
// biome-ignore format: a table
const placeRows: readonly Row[] = [
  ['Vehicle.CurrentLocation.Latitude', 'sensor', 'double', 'user', 'private', 'Latitude', '纬度', 'Where the car is, north positive, WGS 84.', '车辆所在纬度，北为正，WGS 84。', { unit: 'degrees', min: -90, max: 90, column: 'latitude' }],
  ['Vehicle.CurrentLocation.Longitude', 'sensor', 'double', 'user', 'private', 'Longitude', '经度', 'Where the car is, east positive, WGS 84.', '车辆所在经度，东为正，WGS 84。', { unit: 'degrees', min: -180, max: 180, column: 'longitude' }],
]

export const commonFields = rows.map(fieldOf)
export const placeFields = placeRows.map(fieldOf)
export const common = { time: 'time', vehicle: 'vehicle', owner: 'owner', source: 'source' }
export const commonWithPlace = {
  ...common,
  latitude: 'Vehicle.CurrentLocation.Latitude',
  longitude: 'Vehicle.CurrentLocation.Longitude',
}
