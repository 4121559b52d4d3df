/** What a task on Fargate costs, and which smaller sizes there are. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { fargateGibHour, fargateVcpuHour } from '../../../prices/aws/ecs.ts';
import type { Cost } from './ebs-cost.ts';
import { notesOf } from './notes.ts';

export interface TaskSize {
  readonly cpu_units: number;
  readonly memory_mib: number;
}
type Task = Row<'ecs_task_definitions'>;
const GIB = 1024;

/** Memory that goes with CPU units: [least, most, step] in MiB. Source: ECS Developer Guide, "Fargate task definition parameters", task size. */
const SIZES: Readonly<Record<number, readonly [number, number, number]>> = {
  512: [GIB, 4 * GIB, GIB],
  1024: [2 * GIB, 8 * GIB, GIB],
  2048: [4 * GIB, 16 * GIB, GIB],
  4096: [8 * GIB, 30 * GIB, GIB],
  8192: [16 * GIB, 60 * GIB, 4 * GIB],
  16384: [32 * GIB, 120 * GIB, 8 * GIB],
};

/** The least memory that 256 units and more take, at or above what is asked for; undefined above the most. */
function memoryAt(cpuUnits: number, atLeast: number): number | undefined {
  if (cpuUnits === 256) return [512, GIB, 2 * GIB].find((m) => m >= atLeast);
  const [least, most, step] = SIZES[cpuUnits] ?? [0, -1, 1];
  const memory = Math.max(least, Math.ceil(atLeast / step) * step);
  return memory <= most ? memory : undefined;
}

/** Half the CPU with at least half the memory, no more than there is now; undefined for the smallest and for odd sizes. */
export function halfOf(size: TaskSize): TaskSize | undefined {
  const cpu_units = size.cpu_units / 2;
  const memory_mib = memoryAt(cpu_units, size.memory_mib / 2);
  return memory_mib === undefined || memory_mib > size.memory_mib ? undefined : { cpu_units, memory_mib };
}

export const sizeText = (s: TaskSize): string => `${s.cpu_units / 1024} vCPU and ${s.memory_mib / 1024} GiB`;

const architectureOf = (t: Pick<Task, 'architecture'>) =>
  ({ architecture: t.architecture === 'ARM64' ? 'ARM64' : 'X86_64' }) as const;

export const taskPrices = (t: Task): PriceRequest[] => [
  fargateVcpuHour(t.region, architectureOf(t)),
  fargateGibHour(t.region, architectureOf(t)),
];

/** One task a month; undefined when a price or the size is not known. */
export function taskCost(
  t: Task,
  price: (q: PriceRequest) => Price | undefined,
  size: TaskSize = t,
): Cost | undefined {
  const [vcpu, gib] = [
    price(fargateVcpuHour(t.region, architectureOf(t))),
    price(fargateGibHour(t.region, architectureOf(t))),
  ];
  if (!vcpu || !gib || size.cpu_units <= 0) return undefined;
  return {
    monthly: perMonth(vcpu.usd.times(size.cpu_units / 1024).plus(gib.usd.times(size.memory_mib / GIB))),
    confidence: Math.min(vcpu.confidence, gib.confidence),
    note: notesOf(vcpu.note, gib.note),
  };
}
