/** In which order finds can come. */
export const listingSorts = ['newest', 'cheapest', 'dearest', 'popular', 'trusted'] as const
export type ListingSort = (typeof listingSorts)[number]

/** What a search may ask for; everything is optional. */
export type ListingFilter = {
  text?: string
  kind?: string
  vehicleClass?: string
  dataClass?: string
  place?: string
  token?: string
  dictionary?: string
  seller?: string
  /** Who registered the data set: its owner, also where an agent sells it. */
  publisher?: string
  dataSet?: string
  /** In units of 0.0001 degrees. */
  box?: { south: number; west: number; north: number; east: number }
  fromMs?: number
  toMs?: number
  /** In 10 ** 12 of the smallest unit. */
  maxPrice?: number
  isFree?: boolean
  /** Only sellers that have sold before and never cheated. */
  isProven?: boolean
  /** Only data of cars on the chain, under an agreement that owner and maker have signed. */
  isOfCar?: boolean
  includesClosed?: boolean
  sort?: ListingSort
}
