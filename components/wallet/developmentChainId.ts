/** The one chain on which money is simulated and keys are public. */
export const developmentChainId = 72_018
