import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';

export default defineCheck({
  id: 'aws.ec2.instances.old.generation',
  title: 'EC2 instance is of a previous generation',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'low', score: 250 },
  table: 'ec2_instances',
  lookups: ['ec2_instance_types'],
  options: z.object({}),
  messages: { old: 'Instance {id} is of type {type}, which AWS lists as previous generation.' },
  why: 'A current generation gives more performance for the same money, and previous ones are offered in ever fewer zones.',
  fix: 'Move to the current generation of the same family, after checking drivers (ENA, NVMe) of the image.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html'],
  evaluate(row, ctx) {
    if (row.state !== 'running' && row.state !== 'stopped') return skip(`it is ${row.state}`);
    const type = ctx.lookup('ec2_instance_types').where('instance_type', row.instance_type)[0];
    if (!type) return unknown(`AWS does not describe ${row.instance_type} in this region`);
    if (type.current_generation) return pass;
    const family = row.instance_type.split('.')[0] ?? '';
    return fail({
      message: 'old',
      values: { id: row.instance_id, type: row.instance_type },
      confidence: 90,
      dimensions: { instance_type: row.instance_type, family },
    });
  },
});
