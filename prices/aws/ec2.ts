/** Prices of EC2 instances. Attribute names and values as in the AmazonEC2 offer. */
import { Big } from '../../contracts/money.ts';
import { bundled, ratioOf, scaled, sizeFactor } from '../_lib/bundled.ts';
import * as t from '../_lib/bundled-table.ts';
import { exactly, HOURS, VCPU_HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** `PlatformDetails` in the Price List's words. Source: EC2 User Guide, "AMI billing information fields". */
function platform(details: string): {
  operatingSystem: string;
  preInstalledSw: string;
  licenseModel: string;
} {
  const operatingSystem = details.startsWith('Windows')
    ? 'Windows'
    : details.startsWith('Red Hat Enterprise Linux with HA') || details.includes(' and HA')
      ? 'Red Hat Enterprise Linux with HA'
      : details.startsWith('Red Hat Enterprise Linux')
        ? 'RHEL'
        : details.startsWith('SUSE')
          ? 'SUSE'
          : details.startsWith('Ubuntu Pro')
            ? 'Ubuntu Pro'
            : 'Linux';
  const preInstalledSw = details.includes('SQL Server Enterprise')
    ? 'SQL Ent'
    : details.includes('SQL Server Standard')
      ? 'SQL Std'
      : details.includes('SQL Server Web')
        ? 'SQL Web'
        : 'NA';
  const licenseModel = details === 'Windows BYOL' ? 'Bring your own license' : 'No License required';
  return { operatingSystem, preInstalledSw, licenseModel };
}

const TENANCY: Readonly<Record<string, string>> = { default: 'Shared', dedicated: 'Dedicated', host: 'Host' };

/** `platformDetails` as DescribeInstances says it (empty = Linux/UNIX); tenancy default | dedicated | host. */
export const ec2InstanceHour = definePrice<{
  instanceType: string;
  platformDetails: string;
  tenancy: string;
}>({
  kind: 'ec2.instance.hour',
  says: 'an instance, per hour',
  list: (a, region) => {
    const tenancy = TENANCY[a.tenancy ?? 'default'];
    // A dedicated host is billed itself; instances on it cost nothing.
    if (!tenancy || tenancy === 'Host') return undefined;
    const { operatingSystem, preInstalledSw, licenseModel } = platform(a.platformDetails ?? '');
    return {
      serviceCode: 'AmazonEC2',
      filters: {
        regionCode: region,
        instanceType: a.instanceType ?? '',
        operatingSystem,
        tenancy,
        preInstalledSw,
        capacitystatus: 'Used',
      },
      usageType: exactly(`(?:BoxUsage|DedicatedUsage)(?::.+)?`),
      narrow: { licenseModel, marketoption: 'OnDemand' },
      units: HOURS,
    };
  },
  bundled: bundled((a, region, prices) => {
    const [family = '', size = ''] = (a.instanceType ?? '').split('.');
    const platform = a.platformDetails ?? '';
    const exact = t.EC2_EXACT[a.instanceType ?? ''];
    const large = t.EC2_LARGE[family];
    const factor = sizeFactor(size);
    const linux = exact ? new Big(exact) : large && factor ? factor.times(large) : undefined;
    if (!linux || a.tenancy !== 'default') return undefined;
    const hourly = linux.times(ratioOf(family, prices));
    if (
      platform === '' ||
      platform === 'Linux/UNIX' ||
      platform === 'Red Hat BYOL Linux' ||
      platform === 'Windows BYOL'
    )
      return scaled(hourly, 'Hrs', region);
    const windows = t.EC2_WINDOWS_EXACT[a.instanceType ?? ''];
    if (platform === 'Windows' && windows)
      return scaled(new Big(windows).times(ratioOf(family, prices)), 'Hrs', region);
    if (platform === 'Windows' && !family.startsWith('t') && factor?.gte(1))
      return scaled(hourly.plus(factor.times(2).times(t.WINDOWS_PER_VCPU)), 'Hrs', region);
    return undefined;
  }),
});

/** Surplus CPU credits per vCPU-hour; family e.g. t3. */
export const cpuCreditVcpuHour = definePrice<{ family: string; platformDetails: string }>({
  kind: 'ec2.cpu_credit.vcpu_hour',
  says: 'surplus CPU credits, per vCPU-hour',
  list: (a, region) => {
    return {
      serviceCode: 'AmazonEC2',
      filters: { regionCode: region, productFamily: 'CPU Credits' },
      usageType: exactly(`CPUCredits:${a.family}`),
      narrow: { operatingSystem: platform(a.platformDetails ?? '').operatingSystem },
      units: VCPU_HOURS,
    };
  },
  bundled: bundled((a, _region, _prices) => {
    const credit = t.CPU_CREDITS[a.family ?? ''];
    return (
      credit && {
        usd: new Big((a.platformDetails ?? '').startsWith('Windows') ? credit.windows : credit.linux),
        unit: 'vCPU-Hours',
      }
    );
  }),
});
