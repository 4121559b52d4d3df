import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { redshiftNodeHour } from '../../../prices/aws/redshift.ts';
import { least } from '../_lib/least.ts';
import { published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.redshift.cluster.idle',
  title: 'Redshift cluster has no connections',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'high', score: 680 },
  table: 'redshift_clusters',
  optionalLookups: ['redshift_datashares'],
  metrics: ['redshift_cluster_connections_maximum', 'redshift_cluster_cpu'],
  respectsKeepTags: true,
  options: z.object({
    // zero-ETL and streaming ingestion work without connections, and show as CPU
    maximumCpu: z
      .number()
      .min(0)
      .max(100)
      .default(10)
      .describe('Percent of CPU that a cluster without work may use, as the mean of a day'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
  }),
  messages: {
    idle: 'Redshift cluster {id} ({nodes} × {type}) had no connection in {days} days[; its nodes cost {savings} a month].',
  },
  why: 'Nodes are billed by the second while the cluster runs, with or without queries.',
  fix: 'Pause the cluster, which keeps its data, or take a final snapshot and delete it.',
  links: ['https://docs.aws.amazon.com/redshift/latest/mgmt/rs-mgmt-pause-resume-cluster.html'],
  prices: (row) =>
    row.status === 'available' ? [redshiftNodeHour(row.region, { nodeType: row.node_type })] : [],
  evaluate(row, ctx) {
    if (row.status !== 'available') return skip(`it is ${row.status}`);
    const { minimumDays, maximumCpu } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const connections = published(ctx.metric('redshift_cluster_connections_maximum'));
    const cpu = published(ctx.metric('redshift_cluster_cpu'));
    if (Math.max(0, ...connections) > 0 || Math.max(0, ...cpu) > maximumCpu) return pass;
    const days = Math.min(connections.length, cpu.length);
    if (days < minimumDays)
      return unknown(`connections were measured on ${days} days, ${minimumDays} are needed`);
    // consumers read what an RA3 cluster shares without a connection to it
    if (row.node_type.startsWith('ra3')) {
      const shares = ctx.optionalLookup('redshift_datashares');
      if (!shares) return unknown('its data shares could not be read');
      if (shares.where('producer_arn', row.namespace_arn).some((s) => s.has_consumers))
        return skip('it shares data that others read without connecting to it');
    }
    const price = ctx.price(redshiftNodeHour(row.region, { nodeType: row.node_type }));
    const savings = price && perMonth(price.usd).times(row.nodes);
    return fail({
      message: 'idle',
      values: { id: row.cluster_id, nodes: row.nodes, type: row.node_type, days, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(85, price?.confidence ?? 60),
      notes: price?.note ?? '',
      dimensions: { node_type: row.node_type },
    });
  },
});
