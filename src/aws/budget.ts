/** A rate budget: how many calls may start per second, and how many may be in flight. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Rate {
  /** Calls that may start at once after a rest. */
  readonly burst: number;
  readonly perSecond: number;
  readonly inFlight: number;
}

export interface Budget {
  /** Runs the call when the budget allows, in the order of asking. */
  run<T>(call: () => Promise<T>): Promise<T>;
}

/** A token bucket, kept as the instant at which it would be full again (the generic cell rate algorithm). */
export function budget(rate: Rate): Budget {
  const interval = 1000 / rate.perSecond;
  const waiting: (() => void)[] = [];
  let free = rate.inFlight;
  let fullAt = 0;

  const enter = async (): Promise<void> => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    const now = performance.now();
    fullAt = Math.max(fullAt, now) + interval;
    const early = fullAt - rate.burst * interval - now;
    if (early > 0) await wait(early);
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };

  return {
    async run(call) {
      await enter();
      try {
        return await call();
      } finally {
        leave();
      }
    },
  };
}
