/** What a recommendation of AWS comes to: the advice on a resource that is worth taking, still holds, and what it saves. */
import { z } from 'zod';
import { type Lookup, pass, type SavingsClaim, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import type { Advice, AdvisedResource } from '../../../contracts/inventory/recommendations.ts';
import { Big, sum } from '../../../contracts/money.ts';
import { notesOf } from './notes.ts';
import { ageDays } from './time.ts';

export const adviceOptions = z.object({
  minimumMonthlySavings: z
    .number()
    .min(0)
    .default(1)
    .describe('US dollars a month that make it worth telling'),
  minimumLookbackDays: z.number().min(0).max(93).default(7).describe('Days that AWS must have looked at'),
  maximumAgeDays: z
    .int()
    .min(1)
    .max(90)
    .default(7)
    .describe('Days after which advice that AWS makes daily is stale'),
});
type Options = z.output<typeof adviceOptions>;

/** The resources themselves, where they were read. */
interface Beside {
  readonly instances: Lookup<Row<'ec2_instances'>> | undefined;
  readonly volumes: Lookup<Row<'ec2_volumes'>> | undefined;
  readonly databases: Lookup<Row<'rds_instances'>> | undefined;
}

/** Compute Optimizer's findings that mean money; Cost Optimization Hub, which has none, tells only such. */
const WASTEFUL: ReadonlySet<string> = new Set([
  '',
  'Overprovisioned',
  'NotOptimized',
  'Idle',
  'Unattached',
  'Unused',
]);
/** Source: Compute Optimizer User Guide, "Current performance risk": 3 is high, 4 very high. */
const HIGH_RISK = 3;
const VERBS: Readonly<Record<string, string>> = {
  Rightsize: 'resize',
  Stop: 'stop',
  Delete: 'delete',
  ScaleIn: 'scale in',
  Upgrade: 'upgrade',
  MigrateToGraviton: 'move to Graviton',
};
const ENDS_ALL: ReadonlySet<string> = new Set(['Stop', 'Delete', 'ScaleIn']);
const A_TYPE = /^[a-z\d-]+(\.[a-z\d-]+){1,2}$/;

const GROUP_TAG = 'aws:autoscaling:groupName';
const OF_GROUP = 'its size is that of its Auto Scaling group';

const worthOf = (a: Advice): Big => new Big(a.monthly_savings ?? 0);

/** Why advice, which AWS makes once a day or less often, does not hold for what is there now. */
function overtaken(row: AdvisedResource, beside: Beside): string | undefined {
  const { resource_type: type, resource_id: id } = row;
  const isOther = (now: string): boolean =>
    row.advice.some((a) => a.part === 'compute' && A_TYPE.test(a.current) && a.current !== now);
  if (type === 'instance' && beside.instances) {
    const [now] = beside.instances.where('instance_id', id);
    if (!now) return 'the instance is gone';
    if (now.state !== 'running') return `the instance is ${now.state}`;
    if (now.tags[GROUP_TAG] !== undefined) return OF_GROUP;
    if (isOther(now.instance_type)) return `the instance is ${now.instance_type} by now`;
  }
  if (type === 'ebs_volume' && beside.volumes) {
    const [now] = beside.volumes.where('volume_id', id);
    if (!now) return 'the volume is gone';
    if (now.state === 'in-use' && row.advice.some((a) => a.finding === 'Unattached'))
      return 'the volume is attached by now';
  }
  if (type === 'db_instance' && beside.databases) {
    const [now] = beside.databases.where('db_instance_id', id);
    if (!now) return 'the database is gone';
    if (isOther(now.instance_class)) return `the database is ${now.instance_class} by now`;
  }
  return undefined;
}

function phrase(a: Advice, row: AdvisedResource): string {
  const verb = VERBS[a.action] ?? a.action;
  const object = row.resource_type === 'db_instance' && a.part === 'storage' ? ' its storage' : '';
  const change =
    a.recommended === '' || a.recommended === a.current || ENDS_ALL.has(a.action)
      ? ''
      : `${a.current === '' ? '' : ` from ${a.current}`} to ${a.recommended}`;
  return `${verb}${object}${change}`;
}

/** Of each part the advice that saves most; advice that ends the resource leaves no room for other. */
function chosen(all: readonly Advice[]): readonly Advice[] {
  const best = (some: readonly Advice[]): Advice[] =>
    [...some].sort((a, b) => worthOf(b).cmp(worthOf(a))).slice(0, 1);
  const end = best(all.filter((a) => ENDS_ALL.has(a.action)));
  return end.length > 0 ? end : [...Map.groupBy(all, (a) => a.part).values()].flatMap(best);
}

function origin(advice: readonly Advice[]): string {
  const priced = advice.filter((a) => a.monthly_savings !== null);
  if (priced.length === 0) return 'AWS gives no amount in US dollars';
  if (priced.every((a) => a.after_discounts === true)) return "AWS's own estimate, after discounts";
  return priced.some((a) => a.after_discounts === false)
    ? "AWS's own estimate at list price: discounts are not taken off"
    : "AWS's own estimate, after discounts where the account's savings estimation mode counts them";
}

/** What a failure says of the resource, or the outcome where there is none. */
export function judgeAdvice(row: AdvisedResource, asOf: number, options: Options, beside: Beside) {
  const { minimumMonthlySavings, minimumLookbackDays, maximumAgeDays } = options;
  if (row.resource_type === 'instance' && row.tags[GROUP_TAG] !== undefined) return skip(OF_GROUP);
  const changed = overtaken(row, beside);
  if (changed !== undefined) return skip(changed);
  const worth = row.advice.filter(
    (a) =>
      WASTEFUL.has(a.finding) &&
      (a.monthly_savings === null
        ? // Compute Optimizer leaves the amount out where there is nothing to save
          a.finding === ''
        : worthOf(a).gt(0) && worthOf(a).gte(minimumMonthlySavings)),
  );
  if (worth.length === 0) return pass;
  const isFresh = (a: Advice): boolean => (ageDays(a.refreshed_at, asOf) ?? Infinity) <= maximumAgeDays;
  const fresh = worth.filter(isFresh);
  if (fresh.length === 0) return unknown(`AWS has not renewed its advice within ${maximumAgeDays} days`);
  const seen = fresh.filter((a) => a.lookback_days === null || a.lookback_days >= minimumLookbackDays);
  if (seen.length === 0)
    return unknown(`AWS looked at less than the ${minimumLookbackDays} days that are needed`);
  const advice = chosen(seen);
  const priced = advice.filter((a) => a.monthly_savings !== null);
  const isRisky = advice.some((a) => (a.performance_risk ?? 0) >= HIGH_RISK);
  const unclaimed = priced.filter((a) => a.part === '');
  return {
    kind: 'advised',
    values: {
      kind: row.resource_type.replaceAll('_', ' '),
      id: row.resource_id,
      advice: advice.map((a) => phrase(a, row)).join(', '),
      savings: priced.length > 0 ? sum(priced.map(worthOf)) : undefined,
    },
    claims: priced
      .filter((a) => a.part !== '')
      .map((a): SavingsClaim => ({ part: a.part, monthlySavings: worthOf(a) })),
    confidence: isRisky || priced.length === 0 ? 50 : 70,
    notes: notesOf(
      origin(advice),
      unclaimed.length > 0 ? 'not in the totals: what is billed of it is not known' : '',
      isRisky ? 'AWS rates the risk for performance as high' : '',
    ),
    dimensions: {
      aws_resource_type: row.aws_type,
      action: advice.map((a) => a.action).join(', '),
      recommended: advice
        .map((a) => a.recommended)
        .filter((t) => t !== '')
        .join(', '),
    },
  } as const;
}
