/** How a seller of the development chain can be made to cheat, so that everybody can see a cheat lose. */
export const cheats = ['wrongKey', 'wrongSector', 'wrongSample', 'silence'] as const
export type Cheat = (typeof cheats)[number]
