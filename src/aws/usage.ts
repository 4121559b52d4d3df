/** What a run asked of AWS, and what AWS charges for it. */
import { SERVICES, type ServiceId } from '../../contracts/inventory/services.ts';
import { sum, toMoney, usd } from '../../contracts/money.ts';

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

/** US dollars per metric requested by GetMetricData; what other calls cost, contracts/inventory/services.ts says. Source: CloudWatch pricing, "APIs". */
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
      costUsd: toMoney(
        sum([
          usd(USD_PER_METRIC).times(metrics),
          ...[...calls].map(([service, n]) => usd(SERVICES[service].usdPerCall ?? '0').times(n)),
        ]),
      ),
    }),
  };
}
