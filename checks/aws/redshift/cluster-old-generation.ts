import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';

/** Source: Redshift Management Guide, "Overview of Amazon Redshift clusters": only RA3 nodes are of the current generation. */
export default defineCheck({
  id: 'aws.redshift.cluster.old.generation',
  title: 'Redshift cluster runs on nodes of an earlier generation',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'medium', score: 420 },
  table: 'redshift_clusters',
  options: z.object({
    oldFamilies: z
      .array(z.string())
      .default(['dw1', 'dw2', 'ds1', 'ds2', 'dc1', 'dc2'])
      .describe('Families that RA3 replaces'),
  }),
  messages: { old: 'Redshift cluster {id} runs on {nodes} × {type}, a generation that RA3 replaces.' },
  why: 'RA3 bills storage apart from nodes, so that fewer nodes do, and AWS retires the dense ones.',
  fix: 'Resize the cluster to RA3 by a snapshot restore, after a look at how much it stores.',
  links: ['https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html'],
  evaluate(row, ctx) {
    if (/^(deleting|creating|final-snapshot)$/.test(row.status)) return skip(`it is ${row.status}`);
    if (!ctx.options.oldFamilies.includes(row.node_type.split('.')[0] ?? '')) return pass;
    return fail({
      message: 'old',
      values: { id: row.cluster_id, nodes: row.nodes, type: row.node_type },
      confidence: 90,
      dimensions: { node_type: row.node_type },
    });
  },
});
