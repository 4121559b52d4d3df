import { z } from 'zod';
import { defineCheck, fail, type Lookup, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { GRAVITON } from '../../../contracts/inventory/ec2.ts';
import { perMonth } from '../../../contracts/money.ts';
import type { PriceRequest } from '../../../contracts/price.ts';
import { ec2InstanceHour } from '../../../prices/aws/ec2.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

/** A month: less is not worth a migration. */
const SMALL_CHANGE_USD = 5;

const request = (r: Row<'ec2_instances'>, instanceType: string): PriceRequest =>
  ec2InstanceHour(r.region, { instanceType, platformDetails: r.platform_details, tenancy: r.tenancy });

/** Graviton types of the same size that this region offers, with no fewer vCPUs and no less memory. */
function counterparts(
  row: Row<'ec2_instances'>,
  types: Lookup<Row<'ec2_instance_types'>>,
): Row<'ec2_instance_types'>[] {
  const [family = '', size = ''] = row.instance_type.split('.');
  const own = types.where('instance_type', row.instance_type)[0];
  if (!own) return [];
  return (GRAVITON[family] ?? [])
    .flatMap((f) => types.where('instance_type', `${f}.${size}`))
    .filter(
      (t) =>
        t.architectures.includes('arm64') &&
        !t.bare_metal &&
        t.vcpus >= own.vcpus &&
        t.memory_mib >= own.memory_mib,
    );
}

const isLinux = (r: Row<'ec2_instances'>): boolean =>
  r.platform_details === 'Linux/UNIX' && r.marketplace_codes.length === 0;

export default defineCheck({
  id: 'aws.ec2.instances.graviton.candidate',
  title: 'EC2 instance could run on Graviton for less',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'low', score: 240 },
  table: 'ec2_instances',
  lookups: ['ec2_instance_types'],
  options: z.object({
    minimumDays: z.int().min(0).default(14).describe('Days that it has run since its last start'),
  }),
  messages: {
    cheaper:
      'Instance {id} ({type}) would cost {savings} a month less as {target}, of the same size on Graviton, if its software is built for arm64.',
  },
  why: 'Graviton types cost up to a fifth less than x86 types of the same size and mostly do more work.',
  fix: 'Build and test the software for arm64, then replace the instance: an image for x86 does not boot on Graviton.',
  links: [
    'https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resize-limitations.html',
  ],
  prices: (row, _options, lookup) =>
    row.state === 'running' && row.lifecycle === '' && isLinux(row)
      ? [
          row.instance_type,
          ...counterparts(row, lookup('ec2_instance_types')).map((t) => t.instance_type),
        ].map((t) => request(row, t))
      : [],
  evaluate(row, ctx) {
    if (row.state !== 'running') return skip('not running');
    if (row.architecture === 'arm64') return pass;
    if (row.lifecycle !== '') return skip(`a ${row.lifecycle} instance`);
    if (row.tenancy === 'host') return skip('its Dedicated Host is billed, not the instance');
    if (row.platform_details !== '' && row.platform_details !== 'Linux/UNIX')
      return skip(`${row.platform_details}: not for arm64, or licensed`);
    if (row.marketplace_codes.length > 0) return skip('of AWS Marketplace: its seller says what it runs on');
    if (row.tags['aws:autoscaling:groupName'] !== undefined)
      return skip('its type is that of its Auto Scaling group');
    if (!isLinux(row)) return unknown('AWS does not say what its platform is');
    const family = row.instance_type.split('.')[0] ?? '';
    if (GRAVITON[family] === undefined) return pass;
    const age = ageDays(row.launch_time, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumDays)
      return unknown(`it was started less than ${ctx.options.minimumDays} days ago`);
    const types = ctx.lookup('ec2_instance_types');
    if (types.where('instance_type', row.instance_type).length === 0)
      return unknown(`AWS does not describe ${row.instance_type} in this region`);
    const targets = counterparts(row, types);
    if (targets.length === 0) return pass;
    const now = ctx.price(request(row, row.instance_type));
    const offers = targets.flatMap((t) => {
      const price = ctx.price(request(row, t.instance_type));
      return price ? [{ type: t.instance_type, price }] : [];
    });
    const [best] = offers.sort((a, b) => a.price.usd.cmp(b.price.usd));
    if (!now || !best)
      return unknown(`the price of ${row.instance_type} or of its Graviton counterpart is not known`);
    const savings = perMonth(now.usd.minus(best.price.usd));
    if (savings.lt(SMALL_CHANGE_USD)) return pass;
    return fail({
      message: 'cheaper',
      values: { id: row.instance_id, type: row.instance_type, target: best.type, savings },
      monthlyCost: perMonth(now.usd),
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(40, now.confidence, best.price.confidence),
      notes: notesOf('whether its software runs on arm64 is not known', now.note, best.price.note),
      dimensions: {
        instance_type: row.instance_type,
        recommended_instance_type: best.type,
        vpc_id: row.vpc_id,
      },
    });
  },
});
