/** For how many candidates one may vote. */
export const maxChoices = 21
