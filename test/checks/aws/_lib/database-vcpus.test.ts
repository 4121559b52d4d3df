import { expect, it } from 'vitest';
import { databaseVcpus } from '../../../../checks/aws/_lib/database-vcpus.ts';

it.each([
  ['db.t2.micro', 1],
  ['db.t2.small', 1],
  ['db.t2.medium', 2],
  ['db.t3.micro', 2],
  ['db.t4g.medium', 2],
  ['db.m1.small', 1],
  ['db.m3.medium', 1],
  ['db.m5.large', 2],
  ['db.r6g.xlarge', 4],
  ['db.r5.24xlarge', 96],
  ['db.serverless', undefined],
  ['db.r5.2xlarge.tpc1.mem2x', undefined],
  ['db.m7g.metal', undefined],
])('%s', (instanceClass, vcpus) => {
  expect(databaseVcpus(instanceClass)).toBe(vcpus);
});
