import type { Address } from '../bytes/hex.ts'

/**
 * Who holds which office on the development chain from genesis on, where no event tells it. Hints for screens: that they
 * hold it is read from the chain all the same.
 */
export const developmentOffices = {
  maker: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8',
  workshop: '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc',
  inspector: '0x90f79bf6eb2c4f870365e785982e1f101e93b906',
  appraiser: '0x15d34aaf54267db7d7c367839aaf71a00a2c6a65',
  secondAppraiser: '0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc',
  thirdAppraiser: '0x976ea74026e726554db657fa54763abd0c3a0aa9',
  insurer: '0x14dc79964da2c08b23698b3d3cc7ca32193d9955',
  lender: '0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f',
  arbitrator: '0xdd2fd4581271e230360230f9337d5c0430bf44c0',
} as const satisfies Record<string, Address>
