import { encodeFunctionData, encodePacked, keccak256, stringToHex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readContract } from 'viem/actions'
import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { sharesAbi } from '../../../lib/contracts/Shares.ts'
import { vehicleAbi } from '../../../lib/contracts/Vehicle.ts'
import {
  agreementIdOf,
  readAgreement,
  recordAgreement,
  setAgent,
  signAgreement,
} from '../../../lib/market/agreement.ts'
import { fieldGroups, packClasses } from '../../../lib/market/fieldGroups.ts'
import { type MarketContext, sendCall } from '../../../lib/market/sendCall.ts'
import { tagOfVin } from '../../registrar/tagOfVin.ts'

const vehicle = { address: systemContracts.vehicle, abi: vehicleAbi } as const
const farAway = 4_000_000_000

type Input = {
  chainId: number
  owner: MarketContext
  maker: MarketContext
  registrarKey: Hex
  vin: string
  model: string
  /** Who sells for the owner, and for what part. */
  agent?: { address: Address; feeBps: number }
}

/** Gives a car its Credit ID, and owner and maker an agreement about its data. What is on chain already is left as it is. */
export async function registerCar(input: Input): Promise<{ vehicleId: bigint; agreementId: bigint }> {
  const { owner, agent } = input
  const tag = tagOfVin(input.registrarKey, input.vin)
  const vehicleId = (await findVehicle(owner, tag)) ?? (await mint(input, tag))
  const epoch = await readContract(owner.client, { ...vehicle, functionName: 'epochOf', args: [vehicleId] })
  const agreementId = agreementIdOf(vehicleId, epoch)
  if (!(await readAgreement(owner.client, agreementId))) await agree(input, vehicleId, epoch)
  if (agent && !(await isAgent(owner, agreementId, agent.address))) {
    await setAgent(owner, { agreementId, agent: agent.address, feeBps: agent.feeBps, validUntilS: farAway })
  }
  return { vehicleId, agreementId }
}

async function isAgent({ client }: MarketContext, agreementId: bigint, agent: Address): Promise<boolean> {
  const shares = { address: systemContracts.shares, abi: sharesAbi } as const
  const [allowed] = await readContract(client, { ...shares, functionName: 'actsFor', args: [agreementId, agent] })
  return allowed
}

async function findVehicle({ client }: MarketContext, tag: Hex): Promise<bigint | undefined> {
  const id = await readContract(client, { ...vehicle, functionName: 'vehicleOfTag', args: [tag] })
  return id === 0n ? undefined : id
}

async function mint({ owner, maker, vin, model, registrarKey, chainId }: Input, tag: Hex): Promise<bigint> {
  const salt = toHex(crypto.getRandomValues(new Uint8Array(32)))
  const identity = {
    to: owner.account.address,
    maker: maker.account.address,
    model: keccak256(stringToHex(model)),
    commitment: keccak256(encodePacked(['bytes32', 'string'], [salt, vin])),
    tag,
    deadline: BigInt(farAway),
  }
  const signature = await privateKeyToAccount(registrarKey).signTypedData({
    domain: { name: 'QoodBlock Vehicle', version: '1', chainId, verifyingContract: vehicle.address },
    types: {
      Identity: [
        { name: 'to', type: 'address' },
        { name: 'maker', type: 'address' },
        { name: 'model', type: 'bytes32' },
        { name: 'commitment', type: 'bytes32' },
        { name: 'tag', type: 'bytes32' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Identity',
    message: identity,
  })
  const data = encodeFunctionData({ abi: vehicleAbi, functionName: 'mint', args: [identity, signature] })
  await sendCall(maker, { to: vehicle.address, data })
  return (await findVehicle(owner, tag))!
}

async function agree({ owner, maker, chainId }: Input, vehicleId: bigint, epoch: number): Promise<void> {
  const terms = {
    ...{ vehicleId, epoch, version: 1, dictionary: 1 },
    classes: packClasses(fieldGroups),
    makerDataBps: 8000,
    userDataBps: 1000,
    disputedDataBps: 5000,
    ownerConsent: 15,
    makerConsent: 15,
    deadline: farAway,
  }
  const makerSignature = await signAgreement(maker, terms, chainId)
  await recordAgreement(owner, { terms, makerSignature })
}
