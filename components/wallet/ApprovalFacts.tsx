'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import type { ApprovalRequest } from '../../lib/wallet/createApprovals.ts'
import type { Fact, Field } from '../../lib/wallet/Explanation.ts'
import { AddressName } from './AddressName.tsx'
import { useFactWords } from './useFactWords.ts'

/** What the request will do, in sentences, with every address in full. */
export function ApprovalFacts({ request }: { request: ApprovalRequest }) {
  const t = useTranslations('approval')
  if (!('explanation' in request)) {
    const toChainId = 'toChainId' in request ? String(request.toChainId) : ''
    return <p className="font-semibold">{t(`facts.${request.kind}`, { toChainId })}</p>
  }
  const { facts, warnings, blind } = request.explanation
  return (
    <div className="flex flex-col gap-3">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a request never change
        <FactBlock key={index} fact={fact} />
      ))}
      {(warnings.length > 0 || blind) && (
        <ul role="alert" className="flex flex-col gap-2 rounded-md bg-warn-soft p-3 text-sm">
          {blind && <Warning>{t('blind')}</Warning>}
          {warnings.map((warning) => (
            <Warning key={warning}>{t(`warnings.${warning}`)}</Warning>
          ))}
        </ul>
      )}
    </div>
  )
}

function Warning({ children }: { children: string }) {
  return (
    <li className="flex gap-2">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      {children}
    </li>
  )
}

function FactBlock({ fact }: { fact: Fact }) {
  const t = useTranslations('approval')
  const say = useFactWords()
  return (
    <div className="flex flex-col gap-2">
      <p className="font-bold text-lg">{say(fact)}</p>
      {'text' in fact && <Quoted text={fact.text} />}
      {'bytes' in fact && <Quoted text={fact.bytes} mono />}
      <dl className="flex flex-col gap-1 text-sm">
        {rolesOf(fact).map(([role, address]) => (
          <div key={role} className="grid grid-cols-[6rem_1fr] gap-2">
            <dt className="text-muted">{t(`roles.${role}`)}</dt>
            <dd>
              <AddressName address={address} whole />
            </dd>
          </div>
        ))}
        {'deadline' in fact && (
          <div className="grid grid-cols-[6rem_1fr] gap-2">
            <dt className="text-muted">{t('roles.deadline')}</dt>
            <dd>{formatDeadline(fact.deadline)}</dd>
          </div>
        )}
      </dl>
      {'fields' in fact && <FieldList fields={fact.fields} />}
    </div>
  )
}

function Quoted({ text, mono = false }: { text: string; mono?: boolean }) {
  return (
    <blockquote
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className={`max-h-48 overflow-y-auto whitespace-pre-wrap break-words rounded-md bg-sunken p-3 text-sm ${mono ? 'break-all font-mono' : ''}`}
    >
      {text}
    </blockquote>
  )
}

function FieldList({ fields }: { fields: readonly Field[] }) {
  return (
    <dl className="max-h-48 overflow-y-auto rounded-md bg-sunken p-3 text-sm">
      {fields.map(({ path, type, value }) => (
        <div key={path} className="grid grid-cols-[8rem_1fr] gap-2">
          <dt className="break-all text-muted" title={type}>
            {path}
          </dt>
          <dd className="break-all font-mono">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

type Role = 'from' | 'to' | 'recipient' | 'spender' | 'operator' | 'owner' | 'token' | 'contract'

function rolesOf(fact: Fact): [Role, Address][] {
  switch (fact.kind) {
    case 'sendCoins':
      return [['to', fact.to]]
    case 'sendTokens':
      return [
        ['from', fact.from],
        ['to', fact.to],
        ['token', fact.token.address],
      ]
    case 'sendNote':
      return [
        ['recipient', fact.to],
        ['contract', fact.contract],
      ]
    case 'sendItem':
      return [
        ['from', fact.from],
        ['to', fact.to],
        ['contract', fact.collection.address],
      ]
    case 'allowTokens':
    case 'permitTokens':
      return [
        ['owner', fact.owner],
        ['spender', fact.spender],
        ['token', fact.token.address],
      ]
    case 'allowItem':
      return [
        ['spender', fact.spender],
        ['contract', fact.collection.address],
      ]
    case 'allowAllItems':
      return [
        ['operator', fact.operator],
        ['contract', fact.collection.address],
      ]
    case 'call':
    case 'unknownCall':
      return [['contract', fact.address]]
    case 'signTypedData':
      return fact.contract ? [['contract', fact.contract]] : []
    default:
      return []
  }
}

/** Deadlines beyond what a clock can say are as good as none. */
function formatDeadline(deadline: bigint): string {
  const milliseconds = Number(deadline) * 1000
  return milliseconds < 8.64e15 ? new Date(milliseconds).toISOString().replace('T', ' ').replace('.000Z', ' UTC') : '∞'
}
