import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';

export default defineCheck({
  id: 'aws.ec2.instances.security.imdsv1.allowed',
  title: 'EC2 instance answers IMDSv1',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'high', score: 800 },
  table: 'ec2_instances',
  options: z.object({}),
  messages: {
    allowed: 'Instance {id} answers metadata requests without a session token (HttpTokens is {tokens}).',
  },
  why: 'Through IMDSv1 a request forged inside the instance can read the credentials of its role.',
  fix: 'Set HttpTokens to required, after the MetadataNoToken metric has shown that nothing uses IMDSv1.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html'],
  evaluate(row) {
    if (row.state !== 'running' && row.state !== 'stopped') return skip(`it is ${row.state}`);
    if (row.http_endpoint === 'disabled') return pass;
    if (row.http_tokens === 'required') return pass;
    if (row.http_tokens === '') return unknown('AWS does not say how its metadata service is set');
    return fail({
      message: 'allowed',
      values: { id: row.instance_id, tokens: row.http_tokens },
      confidence: 100,
      dimensions: { http_tokens: row.http_tokens },
    });
  },
});
