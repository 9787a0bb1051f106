import { BaseError } from '../errors.ts'

const reasons: Record<number, string> = {
  16: 'general reject',
  17: 'service not supported',
  18: 'parameter not supported',
  19: 'wrong length or format',
  20: 'answer too long',
  33: 'busy, ask again',
  34: 'conditions not met',
  36: 'wrong order of requests',
  37: 'no answer from a subnet',
  38: 'prevented by a failure',
  49: 'out of range',
  51: 'access denied',
  53: 'wrong key',
  54: 'too many attempts',
  55: 'wait before the next attempt',
  112: 'not accepted',
  114: 'programming failed',
  120: 'answer will follow',
  126: 'parameter not supported in this session',
  127: 'service not supported in this session',
}

export class NegativeReplyError extends BaseError {
  override readonly name = 'Obd.NegativeReplyError'
  /** The reason in numbers (NRC). */
  readonly reason: number
  constructor(service: number, reason: number) {
    const code = reason.toString(16).padStart(2, '0').toUpperCase()
    super(
      `The car refused service ${service.toString(16).padStart(2, '0').toUpperCase()}: ${reasons[reason] ?? 'reason'} (${code}).`,
    )
    this.reason = reason
  }
}

export class ReplyPendingError extends BaseError {
  override readonly name = 'Obd.ReplyPendingError'
  constructor() {
    super('The car asked for more time (78) and no answer followed.')
  }
}
