import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import { ec2InstanceHour } from '../../../prices/aws/ec2.ts';
import { nonProductionStage } from '../_lib/environment-tag.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { stageOptions } from '../_lib/stages.ts';

const request = (r: Row<'eks_nodegroups'>) =>
  ec2InstanceHour(r.region, {
    instanceType: r.instance_types[0] ?? '',
    platformDetails: r.ami_type.startsWith('WINDOWS') ? 'Windows' : 'Linux/UNIX',
    tenancy: 'default',
  });

export default defineCheck({
  id: 'aws.eks.nodegroup.nonprod.on.demand',
  aliases: ['aws.eks.nodegroup.nonprod.on_demand'],
  title: 'Non-production node group runs on demand',
  kind: 'cost',
  category: 'commitment',
  severity: { level: 'low', score: 270 },
  table: 'eks_nodegroups',
  lookups: ['eks_clusters'],
  options: z.object(stageOptions),
  messages: {
    onDemand:
      'Non-production node group {id} ({stage}) runs {nodes} on-demand nodes[, which cost {cost} a month]; Spot costs less.',
  },
  why: 'Spot Instances cost up to 90 % less, and tests mostly bear an interruption.',
  fix: 'Add a Spot node group of several instance types and drain this one; keep what must not be interrupted on demand.',
  links: [
    'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types',
  ],
  prices: (row) =>
    row.capacity_type === 'ON_DEMAND' && row.instance_types.length === 1 ? [request(row)] : [],
  evaluate(row, ctx) {
    if (row.status === 'DELETING' || row.status === 'CREATING') return skip(`it is ${row.status}`);
    if (row.capacity_type !== 'ON_DEMAND' || row.desired_size === 0) return pass;
    const { nonProduction, production } = ctx.options;
    const [cluster] = ctx.lookup('eks_clusters').where('cluster_name', row.cluster_name);
    // its own tags win over those of its cluster
    const hasOwn = nonProductionStage(row.tags, [...nonProduction, ...production], []) !== undefined;
    if (!hasOwn && cluster?.unread !== '') return unknown('its cluster could not be read');
    const stage = nonProductionStage(hasOwn ? row.tags : (cluster?.tags ?? {}), nonProduction, production);
    if (stage === undefined) return pass;
    const price = row.instance_types.length === 1 ? ctx.price(request(row)) : undefined;
    const cost = price && perMonth(price.usd).times(row.desired_size);
    return fail({
      message: 'onDemand',
      values: { id: row.nodegroup_id, stage, nodes: row.desired_size, cost },
      monthlyCost: cost,
      confidence: least(60, price?.confidence ?? 100),
      notes: notesOf('Spot prices change by the hour, so that no saving is claimed', price?.note),
      dimensions: {
        cluster_name: row.cluster_name,
        environment: stage,
        capacity_type: row.capacity_type,
        instance_types: row.instance_types.join(', '),
      },
    });
  },
});
