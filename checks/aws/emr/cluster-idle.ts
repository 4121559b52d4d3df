import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { since } from '../_lib/series.ts';

/** What works outside YARN: IsIdle counts YARN's applications and EMR's steps only. Source: EMR Management Guide, "Monitoring metrics with CloudWatch". */
const OUTSIDE_YARN = /^(hbase|phoenix|presto|prestosql|trino|tensorflow|mxnet)$/i;

export default defineCheck({
  id: 'aws.emr.clusters.idle',
  title: 'EMR cluster that waits for work',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 600 },
  table: 'emr_clusters',
  metrics: ['emr_cluster_is_idle'],
  respectsKeepTags: true,
  options: z.object({
    // one that works every day in the hours of some part of the world is idle for the rest of it
    idleHours: z
      .int()
      .min(1)
      .max(48)
      .default(24)
      .describe('Whole hours without work before the last midnight, UTC'),
  }),
  messages: {
    idle: 'EMR cluster {id} ({name}) did no work in the last {hours} hours of what was read, and waits.',
  },
  why: 'The instances of a waiting cluster and EMR’s own fee for them are billed by the second until it is terminated.',
  fix: 'Terminate it when its local data is not needed, and give such clusters an auto-termination policy; work that comes now and then fits EMR Serverless.',
  links: [
    'https://docs.aws.amazon.com/emr/latest/ManagementGuide/UsingEMR_ViewingMetrics.html',
    'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-auto-termination-policy.html',
  ],
  evaluate(row, ctx) {
    const outside = row.applications.find((a) => OUTSIDE_YARN.test(a));
    if (outside !== undefined) return skip(`${outside} works outside of what EMR counts`);
    const series = ctx.metric('emr_cluster_is_idle');
    if (series.values.at(-1) == null) return unknown('AWS published nothing about its last hour');
    const hours = since(series, row.ready_at);
    const lastBusy = hours.findLastIndex((v) => v < 1);
    const idle = hours.length - 1 - lastBusy;
    const { idleHours } = ctx.options;
    if (idle < idleHours)
      return lastBusy < 0 ? unknown(`it is known for ${idle} hours, ${idleHours} are needed`) : pass;
    return fail({
      message: 'idle',
      values: { id: row.cluster_id, name: row.name, hours: idle },
      confidence: 80,
      notes: 'its instances are billed as EC2 and EMR; no savings are claimed',
      dimensions: { emr_cluster_id: row.cluster_id },
      metrics: { idle_hours: idle },
    });
  },
});
