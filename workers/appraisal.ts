import { connect, type Remote } from '../lib/rpc/rpc.ts'
import type { AppraisalApi } from './appraisal.worker.ts'

/** Starts the worker that values cars. */
export function startAppraisal(): Remote<AppraisalApi> {
  const worker = new Worker(new URL('./appraisal.worker.ts', import.meta.url), { type: 'module', name: 'appraisal' })
  return connect<AppraisalApi>(worker)
}
