import { BaseError } from '../errors.ts'
import { type Answers, type Message, readBytes } from './assembleMessages.ts'
import { FrameOrderError, IncompleteMessageError } from './isoTp.ts'
import type { Line } from './splitReply.ts'

/*
 * Long messages as an adapter prints them without headers: perhaps a line with the length (three digits), then lines `0:`,
 * `1:` and so on. Some adapters leave the length out, some count from 1. When two control units answer at once and their
 * lines mix, nothing tells whose line is whose: that is an error, and the request must be made again with headers.
 */
type Group = { length: number | undefined; bytes: number[]; next: number; lastShort: boolean }

/** Returns the messages in numbered lines. */
export function joinHeaderless(lines: readonly Line[], answers: Answers): Message[] {
  if (lines.length === 0) return []
  const lengths: number[] = []
  const groups: Group[] = []
  const first = lines.some((line) => line.index === 0) ? 0 : 1
  for (const line of lines) {
    if (line.index === -1) lengths.push(readLength(line))
    else if (line.index === first && !isAwaited(groups, line.index)) groups.push(beginGroup(line, lengths.shift()))
    else addLine(groups, line)
  }
  const messages: Message[] = []
  for (const { length, bytes } of groups) {
    const data = new Uint8Array(Math.min(length ?? bytes.length, bytes.length))
    for (let at = 0; at < data.length; at++) data[at] = bytes[at]!
    if (!answers(data)) continue
    if (length !== undefined && bytes.length < length) throw new IncompleteMessageError(length, bytes.length)
    messages.push({ data, exact: length !== undefined, can: true })
  }
  if (messages.length === 0 && lengths.length > 0 && groups.length === 0)
    throw new IncompleteMessageError(lengths[0]!, 0)
  return messages
}

const isOpen = ({ length, bytes }: Group) => length === undefined || bytes.length < length

/** Numbers go round after F: a line 0 may go on with a message rather than begin one. */
function isAwaited(groups: readonly Group[], index: number): boolean {
  const last = groups.at(-1)
  return last !== undefined && isOpen(last) && last.next === index && last.bytes.length > 6
}

function beginGroup(line: Line, length: number | undefined): Group {
  const bytes = Array.from(readBytes(line, 0))
  if (bytes.length !== 6 || (line.end - line.start) % 2 === 1)
    throw new IncompleteMessageError(length ?? 6, bytes.length)
  return { length, bytes, next: (line.index + 1) & 15, lastShort: false }
}

function addLine(groups: Group[], line: Line): void {
  const known = groups.filter((group) => group.length !== undefined && isOpen(group))
  const open = known.length > 0 ? known : groups.slice(-1).filter(isOpen)
  if (open.length > 1) throw new MixedRepliesError()
  const group = open[0]
  if (!group) throw new FrameOrderError(0, line.index)
  if (line.index !== group.next) throw new FrameOrderError(group.next, line.index)
  const bytes = readBytes(line, 0)
  const isWhole = (line.end - line.start) % 2 === 0 && bytes.length <= 7 && bytes.length > 0
  const left = group.length === undefined ? bytes.length : group.length - group.bytes.length
  if (!isWhole || group.lastShort || bytes.length < Math.min(7, left)) {
    throw new IncompleteMessageError(group.length ?? group.bytes.length + 7, group.bytes.length)
  }
  for (let at = 0; at < bytes.length; at++) group.bytes.push(bytes[at]!)
  group.lastShort = bytes.length < 7
  group.next = (group.next + 1) & 15
}

function readLength({ nibbles, start }: Line): number {
  return (nibbles[start]! << 8) | (nibbles[start + 1]! << 4) | nibbles[start + 2]!
}

export class MixedRepliesError extends BaseError {
  override readonly name = 'Obd.MixedRepliesError'
  constructor() {
    super('Several control units answered at once and their lines cannot be told apart.', {
      metaMessages: ['Ask again with headers on (ATH1).'],
    })
  }
}
