/** Prices of ECS tasks on Fargate. Attribute names and values as in the AmazonECS offer. */
import { virginiaOf } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

interface Of extends Record<string, string> {
  architecture: 'X86_64' | 'ARM64';
}
const arm = (a: Readonly<Record<string, string>>): string => (a.architecture === 'ARM64' ? 'ARM-' : '');
const GB_HOURS = { ...HOURS, 'GB-Hours': 1, 'GB-hours': 1 };

/** Linux; $0.04048 and $0.004445 in us-east-1, a fifth less on arm64. Source: AWS Fargate pricing. */
export const fargateVcpuHour = definePrice<Of>({
  kind: 'ecs.fargate.vcpu_hour',
  says: 'a vCPU of a Linux task on Fargate, per hour',
  list: (a, region) => ({
    serviceCode: 'AmazonECS',
    filters: { regionCode: region, cputype: 'perCPU' },
    usageType: exactly(`Fargate-${arm(a)}vCPU-Hours:perCPU`),
    units: HOURS,
  }),
  bundled: virginiaOf((a) => (a.architecture === 'ARM64' ? '0.03238' : '0.04048'), 'Hrs'),
});

export const fargateGibHour = definePrice<Of>({
  kind: 'ecs.fargate.gib_hour',
  says: 'a GiB of memory of a Linux task on Fargate, per hour',
  list: (a, region) => ({
    serviceCode: 'AmazonECS',
    filters: { regionCode: region, memorytype: 'perGB' },
    usageType: exactly(`Fargate-${arm(a)}GB-Hours`),
    units: GB_HOURS,
  }),
  bundled: virginiaOf((a) => (a.architecture === 'ARM64' ? '0.00356' : '0.004445'), 'Hrs'),
});
