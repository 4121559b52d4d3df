import { z } from 'zod';
import { defineCheck, pass, skip } from '../../../contracts/check.ts';
import { nonProductionStage } from '../_lib/environment-tag.ts';
import { stageOptions } from '../_lib/stages.ts';

export default defineCheck({
  id: 'aws.eks.cluster.controlplane.logging.disabled',
  title: 'EKS control plane writes no logs',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 350 },
  table: 'eks_clusters',
  options: z.object(stageOptions),
  messages: { silent: 'EKS cluster {id} writes no control plane logs, not even the audit log.' },
  why: 'Without the audit log nobody can tell who did what in the cluster.',
  fix: 'Switch on the audit and authenticator logs, with a retention; CloudWatch Logs bills their ingestion.',
  links: ['https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html'],
  evaluate(row, ctx) {
    if (row.status === 'DELETING' || row.status === 'CREATING') return skip(`it is ${row.status}`);
    if (row.is_local) return skip('its control plane is not in AWS');
    if (row.log_types.length > 0) return pass;
    const stage = nonProductionStage(row.tags, ctx.options.nonProduction, ctx.options.production);
    if (stage !== undefined) return skip(`it is tagged ${stage}, where logs may cost more than they tell`);
    return {
      kind: 'info',
      message: 'silent',
      values: { id: row.cluster_name },
      confidence: 95,
      dimensions: { cluster_name: row.cluster_name },
    };
  },
});
