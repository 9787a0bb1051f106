import type { AgentStore } from './openAgentStore.ts'

/** Returns the agent's numbers in the text format of Prometheus. */
export function formatAgentMetrics(store: AgentStore, lastTurnMs: number): string {
  const count = (sql: string) => store.one<{ n: number }>(sql)!.n
  const lines = [
    '# TYPE qood_agent_grants gauge',
    `qood_agent_grants ${store.countGrants()}`,
    '# TYPE qood_agent_listings gauge',
    `qood_agent_listings ${count('select count(*) n from listings where is_open = 1')}`,
    '# TYPE qood_agent_orders gauge',
    ...store.countTrades().map(({ state, n }) => `qood_agent_orders{state="${state}"} ${n}`),
    '# TYPE qood_agent_orders_failing gauge',
    `qood_agent_orders_failing ${count("select count(*) n from trades where fault is not null and state not in ('settled', 'refunded')")}`,
    '# TYPE qood_agent_parcels gauge',
    `qood_agent_parcels_waiting ${count("select count(*) n from parcels where step != 'listed'")}`,
    '# TYPE qood_agent_records_waiting gauge',
    `qood_agent_records_waiting ${count('select count(*) n from records')}`,
    '# TYPE qood_agent_batches counter',
    `qood_agent_batches ${count('select count(*) n from batches')}`,
    '# TYPE qood_agent_last_turn_seconds gauge',
    `qood_agent_last_turn_seconds ${lastTurnMs / 1_000}`,
  ]
  return `${lines.join('\n')}\n`
}
