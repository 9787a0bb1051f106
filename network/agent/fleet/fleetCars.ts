import type { VehiclePolicy } from '../vehiclePolicy.ts'

/** A car of the simulated fleet: who it is and where it drives. */
export type FleetCar = {
  vin: string
  model: string
  place: string
  vehicleClass: VehiclePolicy['vehicleClass']
  latitude: number
  longitude: number
  isElectric: boolean
  /** In hundredths of a dollar; zero gives it away. */
  cents: { motion: number; location: number; powertrain: number }
}

// biome-ignore format: a table
export const fleetCars: readonly FleetCar[] = [
  { vin: 'LSIM0000000000001', model: 'Lingqi hatchback', place: 'Shenzhen', vehicleClass: 'car', latitude: 22.543, longitude: 114.058, isElectric: false, cents: { motion: 0, location: 150, powertrain: 90 } },
  { vin: 'LSIM0000000000002', model: 'Fengshun sedan', place: 'Guangzhou', vehicleClass: 'electric', latitude: 23.129, longitude: 113.264, isElectric: true, cents: { motion: 120, location: 180, powertrain: 110 } },
  { vin: 'LSIM0000000000003', model: 'Haoyun delivery van', place: 'Shanghai', vehicleClass: 'van', latitude: 31.23, longitude: 121.474, isElectric: false, cents: { motion: 210, location: 340, powertrain: 140 } },
  { vin: 'WSIM0000000000004', model: 'Nordwind estate', place: 'Berlin', vehicleClass: 'car', latitude: 52.52, longitude: 13.405, isElectric: false, cents: { motion: 160, location: 240, powertrain: 0 } },
  { vin: '1SIM0000000000005', model: 'Prairie pickup', place: 'Detroit', vehicleClass: 'truck', latitude: 42.331, longitude: -83.046, isElectric: false, cents: { motion: 190, location: 260, powertrain: 130 } },
  { vin: 'JSIM0000000000006', model: 'Hikari city car', place: 'Osaka', vehicleClass: 'electric', latitude: 34.694, longitude: 135.502, isElectric: true, cents: { motion: 90, location: 130, powertrain: 80 } },
  { vin: 'VSIM0000000000007', model: 'Mistral city bus', place: 'Lyon', vehicleClass: 'bus', latitude: 45.764, longitude: 4.836, isElectric: false, cents: { motion: 420, location: 0, powertrain: 260 } },
  { vin: '9SIM0000000000008', model: 'Cerrado motorcycle', place: 'São Paulo', vehicleClass: 'motorcycle', latitude: -23.55, longitude: -46.633, isElectric: false, cents: { motion: 70, location: 110, powertrain: 60 } },
]
