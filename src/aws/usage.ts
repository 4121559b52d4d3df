/** What a run asked of AWS, and what AWS charges for it. */
import type { ServiceId } from '../../contracts/inventory/inventory-table.ts';
import { toMoney, usd } from '../../contracts/money.ts';

export interface ApiUsage {
  /** Attempts, retries included. */
  readonly calls: number;
  readonly callsByService: Readonly<Partial<Record<ServiceId, number>>>;
  /** US dollars, decimal text with six places: an upper bound, list price, no free tier. */
  readonly costUsd: string;
}

export interface UsageMeter {
  attempt(service: ServiceId): void;
  metricsRead(count: number): void;
  total(): ApiUsage;
}

/** US dollars per metric requested by GetMetricData; every other call of ours is free. Source: CloudWatch pricing, "APIs". */
const USD_PER_METRIC = '0.00001';

export function usageMeter(): UsageMeter {
  const calls = new Map<ServiceId, number>();
  let metrics = 0;
  return {
    attempt(service) {
      calls.set(service, (calls.get(service) ?? 0) + 1);
    },
    metricsRead(count) {
      metrics += count;
    },
    total: () => ({
      calls: [...calls.values()].reduce((a, b) => a + b, 0),
      callsByService: Object.fromEntries([...calls].sort(([a], [b]) => (a < b ? -1 : 1))),
      costUsd: toMoney(usd(USD_PER_METRIC).times(metrics)),
    }),
  };
}
