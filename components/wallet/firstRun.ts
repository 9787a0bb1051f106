import { createPreference } from '../i18n/createPreference.ts'

/** How far the guided first run is; making a wallet is not kept here, since the wallet itself tells. */
export const firstRun = createPreference('qood.firstRun', ['funded', 'explored', 'over'])
