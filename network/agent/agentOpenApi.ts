import * as z from 'zod'
import { sealedRootSchema } from '../../lib/market/sealedRoot.ts'
import { agreementRequestSchema } from './createMakerDesk.ts'
import { closingRequestSchema, offerRequestSchema } from './createOwnerDesk.ts'
import { batchSchema } from './takeBatch.ts'
import { vehiclePolicySchema } from './vehiclePolicy.ts'

const body = (schema: z.ZodType) => ({
  required: true,
  content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }) } },
})
const error = {
  description: 'Refused: `error.name` is stable, `error.message` says what was expected and found.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          error: { type: 'object', properties: { name: { type: 'string' }, message: { type: 'string' } } },
        },
      },
    },
  },
}
const done = (description: string) => ({ description, content: { 'application/json': { schema: { type: 'object' } } } })
const keyed = { security: [{ key: [] }] }

/** The agent's HTTP interface. The shapes are made from the schemas that check the requests. */
export const agentOpenApi = {
  openapi: '3.1.0',
  info: {
    title: 'QoodBlock data agent',
    version: '2.0.0',
    description:
      'Sells and delivers vehicle data for its owners. Owners hand over keys and signed offers; telematics platforms send batches of records with a key.',
  },
  paths: {
    '/info': {
      get: { summary: 'Who the agent is: account, key for grants, fee', responses: { 200: done('The agent') } },
    },
    '/health': {
      get: { summary: 'Whether it can do its work', responses: { 200: done('It can'), 503: done('It cannot') } },
    },
    '/metrics': {
      get: { summary: 'Counters in the format of Prometheus', responses: { 200: { description: 'Text' } } },
    },
    '/v1/grants': {
      post: {
        summary: 'Hand over the keys of one data set, sealed to the agent',
        requestBody: body(sealedRootSchema),
        responses: { 201: done('Kept, encrypted'), default: error },
      },
    },
    '/v2/offers': {
      post: {
        summary: 'Have a data set listed, as its owner has signed; what was listed of it before ends',
        requestBody: body(offerRequestSchema),
        responses: { 201: done('Listed'), 409: error, default: error },
      },
    },
    '/v2/closings': {
      post: {
        summary: 'Have every listing of a data set ended, as its owner has signed',
        requestBody: body(closingRequestSchema),
        responses: { 200: done('Ended'), 409: error, default: error },
      },
    },
    '/v1/maker/agreements': {
      post: {
        summary: 'Development chain only: the simulated maker signs an agreement about one of its cars',
        requestBody: body(agreementRequestSchema),
        responses: { 200: done('Signed'), default: error },
      },
    },
    '/v1/vehicles/{vehicleId}': {
      put: {
        ...keyed,
        summary: 'Say how data of a vehicle is sold; the first key that does has the vehicle, others are refused',
        parameters: [{ name: 'vehicleId', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: body(vehiclePolicySchema.omit({ vehicleId: true })),
        responses: { 200: done('The policy'), 403: error, default: error },
      },
    },
    '/v1/batches': {
      post: {
        ...keyed,
        summary: 'Bring records of a vehicle; the same batch sent again is taken once',
        requestBody: body(batchSchema),
        responses: { 200: done('Was taken before'), 201: done('Taken'), 403: error, 409: error, default: error },
      },
    },
  },
  components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
}
