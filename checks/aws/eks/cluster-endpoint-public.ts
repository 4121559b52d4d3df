import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';

const EVERYWHERE = new Set(['0.0.0.0/0', '::/0']);

export default defineCheck({
  id: 'aws.eks.cluster.endpoint.public.only',
  title: 'EKS API server is open to the whole internet and to nothing else',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'high', score: 700 },
  table: 'eks_clusters',
  options: z.object({}),
  messages: {
    open: 'The API server of EKS cluster {id} is reached by its public endpoint only, from any address.',
  },
  why: 'Anyone can try the API server, and nodes leave the VPC to reach it, mostly through a NAT gateway that bills their traffic.',
  fix: 'Switch the private endpoint on, then limit the public one to known addresses or switch it off.',
  links: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html'],
  evaluate(row) {
    if (row.status === 'DELETING' || row.status === 'CREATING') return skip(`it is ${row.status}`);
    if (row.is_local) return skip('its API server is not in AWS');
    if (!row.endpoint_public || row.endpoint_private) return pass;
    // without a list the endpoint has that of the default, which is everywhere. Source: EKS API Reference, VpcConfigRequest
    if (row.public_cidrs.length > 0 && !row.public_cidrs.some((cidr) => EVERYWHERE.has(cidr))) return pass;
    return fail({
      message: 'open',
      values: { id: row.cluster_name },
      confidence: 95,
      dimensions: { cluster_name: row.cluster_name },
    });
  },
});
