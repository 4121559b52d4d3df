import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';

/**
 * Families that have two or more generations of successors, or are listed as previous generation. The API's
 * CurrentGeneration does not serve: it is true for t2, i3 and x1, and false for m5 and m6i. Source: Amazon EC2 instance
 * types guide, "Previous generation instances".
 */
const OLD_FAMILIES = 'a1 c1 c3 c4 cc2 cr1 d2 g2 g3 g3s hs1 i2 i3 m1 m2 m3 m4 p2 p3 r3 r4 t1 t2 x1 x1e'.split(
  ' ',
);

export default defineCheck({
  id: 'aws.ec2.instances.old.generation',
  title: 'EC2 instance is of an old generation',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'low', score: 250 },
  table: 'ec2_instances',
  options: z.object({
    families: z.array(z.string()).default(OLD_FAMILIES).describe('Instance families that count as old'),
  }),
  messages: {
    old: 'Instance {id} is of type {type}: {family} is an old family with newer ones to follow it.',
  },
  why: 'A current generation gives more performance for the same money, and previous ones are offered in ever fewer zones.',
  fix: 'Move to the current generation of the same family, after checking drivers (ENA, NVMe) of the image.',
  links: ['https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html'],
  evaluate(row, ctx) {
    if (row.state !== 'running' && row.state !== 'stopped') return skip(`it is ${row.state}`);
    const family = row.instance_type.split('.')[0] ?? '';
    if (!ctx.options.families.includes(family)) return pass;
    return fail({
      message: 'old',
      values: { id: row.instance_id, type: row.instance_type, family },
      confidence: 90,
      dimensions: { instance_type: row.instance_type, family },
    });
  },
});
