import { fieldOf, type Row } from './BaseField.ts'

/* Fields that several dictionaries have in common, written once so that they say the same everywhere. */
// biome-ignore format: a table
const rows = {
  speed: ['Vehicle.Speed', 'sensor', 'float', 'user', 'normal', 'Speed', '车速', 'How fast the car drives.', '车辆行驶的速度。', { unit: 'km/h', min: -60, max: 400, pid: '010D' }],
  odometer: ['Vehicle.TraveledDistance', 'sensor', 'float', 'user', 'normal', 'Odometer', '里程表', 'All the distance the car has driven in its life.', '车辆自出厂以来行驶的总里程。', { unit: 'km', min: 0, max: 5000000, resolution: 0.1, pid: '01A6', did: '22F4A6' }],
  engineSpeed: ['Vehicle.Powertrain.CombustionEngine.Speed', 'sensor', 'float', 'user', 'normal', 'Engine speed', '发动机转速', 'Turns of the crankshaft.', '曲轴的转速。', { unit: 'rpm', min: 0, max: 16384, resolution: 0.25, pid: '010C' }],
  coolant: ['Vehicle.Powertrain.CombustionEngine.ECT', 'sensor', 'float', 'maker', 'normal', 'Coolant temperature', '冷却液温度', 'How warm the coolant of the engine is.', '发动机冷却液的温度。', { unit: 'Celsius', min: -40, max: 215, pid: '0105' }],
  engineLoad: ['Vehicle.OBD.EngineLoad', 'sensor', 'float', 'maker', 'normal', 'Engine load', '发动机负荷', 'Load that the engine control has calculated.', '发动机控制单元计算出的负荷。', { unit: 'percent', min: 0, max: 100, pid: '0104' }],
  throttle: ['Vehicle.Powertrain.CombustionEngine.TPS', 'sensor', 'float', 'maker', 'normal', 'Throttle', '节气门开度', 'How far the throttle is open.', '节气门打开的程度。', { unit: 'percent', min: 0, max: 100, pid: '0111' }],
  fuelLevel: ['Vehicle.Powertrain.FuelSystem.RelativeLevel', 'sensor', 'float', 'user', 'normal', 'Fuel level', '燃油液位', 'How full the tank is.', '油箱中剩余燃油的比例。', { unit: 'percent', min: 0, max: 100, pid: '012F' }],
  battery12: ['Vehicle.LowVoltageBattery.CurrentVoltage', 'sensor', 'float', 'user', 'normal', 'Battery voltage', '低压蓄电池电压', 'Voltage of the battery that starts the car.', '启动用蓄电池的电压。', { unit: 'V', min: 0, max: 65.535, resolution: 0.001, pid: '0142' }],
  outside: ['Vehicle.Exterior.AirTemperature', 'sensor', 'float', 'user', 'normal', 'Outside temperature', '车外温度', 'How warm the air outside the car is.', '车外空气的温度。', { unit: 'Celsius', min: -60, max: 80, pid: '0146' }],
  troubleCodes: ['Vehicle.Diagnostics.DTCList', 'sensor', 'string[]', 'disputed', 'normal', 'Trouble codes', '故障码', 'Confirmed trouble codes, five signs each.', '已确认的故障码，每个五位。', { pattern: '[PCBU][0-3][0-9A-F]{3}', pid: '03' }],
  troubleCount: ['Vehicle.Diagnostics.DTCCount', 'sensor', 'uint8', 'disputed', 'normal', 'Number of trouble codes', '故障码数量', 'How many confirmed trouble codes the car stores.', '车辆存储的已确认故障码数量。', { pid: '0101' }],
  milOn: ['Vehicle.OBD.DriveCycleStatus.IsMILOn', 'sensor', 'boolean', 'disputed', 'normal', 'Warning lamp', '故障指示灯', 'Whether the engine warning lamp is lit.', '发动机故障指示灯是否点亮。', { pid: '0101' }],
  heading: ['Vehicle.CurrentLocation.Heading', 'sensor', 'double', 'user', 'private', 'Heading', '航向', 'Direction of travel, clockwise from north.', '行驶方向，自北起顺时针。', { unit: 'degrees', min: 0, max: 360 }],
  altitude: ['Vehicle.CurrentLocation.Altitude', 'sensor', 'double', 'user', 'private', 'Altitude', '海拔', 'Height above the WGS 84 ellipsoid.', '相对 WGS 84 椭球面的高度。', { unit: 'm', min: -500, max: 9000 }],
  accuracy: ['Vehicle.CurrentLocation.HorizontalAccuracy', 'sensor', 'double', 'user', 'normal', 'Position accuracy', '定位精度', 'Radius within which the position is believed to be right.', '认为定位正确的半径范围。', { unit: 'm', min: 0 }],
  accelerationX: ['Vehicle.Acceleration.Longitudinal', 'sensor', 'float', 'user', 'normal', 'Acceleration', '纵向加速度', 'Acceleration forwards; braking is negative.', '向前的加速度；制动为负。', { unit: 'm/s^2', min: -30, max: 30 }],
  accelerationY: ['Vehicle.Acceleration.Lateral', 'sensor', 'float', 'user', 'normal', 'Lateral acceleration', '横向加速度', 'Acceleration to the left.', '向左的加速度。', { unit: 'm/s^2', min: -30, max: 30 }],
  vin: ['Vehicle.VehicleIdentification.VIN', 'attribute', 'string', 'user', 'private', 'VIN', '车辆识别代号', 'The seventeen signs that name the car. Private: it leads to its owner.', '标识车辆的十七位代号。属于隐私，可由此查到车主。', { pattern: '[A-HJ-NPR-Z0-9]{17}', pid: '0902' }],
  brand: ['Vehicle.VehicleIdentification.Brand', 'attribute', 'string', 'maker', 'normal', 'Make', '品牌', 'Brand under which the car was sold.', '车辆销售时的品牌。'],
  model: ['Vehicle.VehicleIdentification.Model', 'attribute', 'string', 'maker', 'normal', 'Model', '车型', 'Model name as the maker has it.', '厂商给出的车型名称。'],
  year: ['Vehicle.VehicleIdentification.Year', 'attribute', 'uint16', 'maker', 'normal', 'Model year', '年款', 'Model year of the car.', '车辆的年款。', { min: 1950, max: 2100 }],
  registered: ['Vehicle.VehicleIdentification.DateVehicleFirstRegistered', 'attribute', 'string', 'user', 'normal', 'First registration', '首次登记日期', 'Day on which the car was first registered.', '车辆首次登记的日期。', { unit: 'iso8601', pattern: '\\d{4}-\\d{2}-\\d{2}.*' }],
  bodyType: ['Vehicle.VehicleIdentification.BodyType', 'attribute', 'string', 'maker', 'normal', 'Body', '车身形式', 'Shape of the body, such as estate or hatchback.', '车身形式，如旅行车、两厢车。'],
  powertrain: ['Vehicle.Powertrain.Type', 'attribute', 'string', 'maker', 'normal', 'Drive', '动力类型', 'What moves the car.', '驱动车辆的动力类型。', { allowed: ['COMBUSTION', 'HYBRID', 'ELECTRIC'] }],
  soc: ['Vehicle.Powertrain.TractionBattery.StateOfCharge.Current', 'sensor', 'float', 'user', 'normal', 'State of charge', '荷电状态', 'Charge in the traction battery.', '动力电池中的电量。', { unit: 'percent', min: 0, max: 100, pid: '015B' }],
  soh: ['Vehicle.Powertrain.TractionBattery.StateOfHealth', 'sensor', 'float', 'disputed', 'normal', 'Battery health', '电池健康度', 'Capacity that is left, against a new battery.', '相对新电池的剩余容量。', { unit: 'percent', min: 0, max: 100 }],
  tripId: ['Qood.Trip.Id', 'attribute', 'string', 'user', 'normal', 'Trip', '行程', 'Name of the drive that the record belongs to.', '记录所属行程的名称。'],
} as const satisfies Record<string, Row>

export type SharedField = keyof typeof rows

/** Returns the shared fields of these names. */
export function pickFields(...names: readonly SharedField[]) {
  return names.map((name) => fieldOf(rows[name]))
}
