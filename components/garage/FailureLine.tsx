'use client'

import { useTranslations } from 'next-intl'

const said = {
  'Obd.AdapterLostError': 'ObdAdapterLostError',
  'Obd.NoAdapterError': 'ObdNoAdapterError',
  'Obd.UnableToConnectError': 'ObdUnableToConnectError',
  'Obd.CanError': 'ObdCanError',
  'Obd.BusInitError': 'ObdBusInitError',
  'Obd.NoCarError': 'ObdNoCarError',
  'Obd.PortBusyError': 'ObdPortBusyError',
  'Obd.UsbRefusedError': 'ObdUsbRefusedError',
  'Obd.NoSerialServiceError': 'ObdNoSerialServiceError',
  'Obd.EmptyLogError': 'ObdEmptyLogError',
  'Obd.InvalidPidRowError': 'ObdInvalidPidRowError',
  'Obd.EmptyPidListError': 'ObdEmptyPidListError',
  'Obd.InvalidHeaderError': 'ObdInvalidHeaderError',
  'Obd.HeaderRefusedError': 'ObdHeaderRefusedError',
  'Recording.NoTripStorageError': 'RecordingNoTripStorageError',
  'Recording.TripBusyError': 'RecordingTripBusyError',
  'Recording.TripStorageFullError': 'RecordingTripStorageFullError',
  'Recording.TripWriteError': 'RecordingTripWriteError',
  'Recording.OtherKeyError': 'RecordingOtherKeyError',
  'Recording.BrokenChainError': 'RecordingBrokenChainError',
  'Recording.UnknownTripFormatError': 'RecordingUnknownTripFormatError',
  'Vehicle.VinTakenError': 'VehicleVinTakenError',
  'Vehicle.RegistrarRefusedError': 'VehicleRegistrarRefusedError',
  'Vehicle.ClaimFailedError': 'VehicleClaimFailedError',
  SecurityError: 'SecurityError',
} as const

/** What went wrong in the reader's words, with the stable name beneath. */
export function FailureLine({ failure }: { failure: { name: string; message: string } }) {
  const t = useTranslations('garage.failures')
  const key = Object.hasOwn(said, failure.name) ? said[failure.name as keyof typeof said] : undefined
  return (
    <div className="text-sm">
      <p className="font-semibold text-bad">{key ? t(key) : t('other')}</p>
      {!key && failure.message && <p className="text-muted">{failure.message}</p>}
      <p className="font-mono text-muted text-xs">{failure.name}</p>
    </div>
  )
}
