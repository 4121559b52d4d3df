import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import type { PriceRequest } from '../../../contracts/price.ts';
import { ec2InstanceHour } from '../../../prices/aws/ec2.ts';
import { nonProductionStage } from '../_lib/environment-tag.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { stageOptions } from '../_lib/stages.ts';

/** SQL Server is licensed for four vCPUs at least. Source: AWS, "Microsoft licensing on AWS", license included; Microsoft SQL Server licensing guide. */
const LICENSED_VCPUS = 4;
/** Standard serves up to 24 cores and 128 GiB: a small Enterprise instance has seldom outgrown it. Source: Microsoft, "Editions and supported features of SQL Server 2022". */
const STANDARD_MEMORY_MIB = 128 * 1024;
/** e.g. `Windows with SQL Server Web`, `SQL Server Standard` on Linux. Source: EC2 User Guide, "AMI billing information fields". */
const SQL = /^(?:(.+) with )?SQL Server (Standard|Enterprise|Web)( and HA)?$/;
const at = (r: Row<'ec2_instances'>, platformDetails: string): PriceRequest =>
  ec2InstanceHour(r.region, { instanceType: r.instance_type, platformDetails, tenancy: r.tenancy });
/** The same platform without SQL Server. */
const without = (platform: string): string =>
  platform.replace(SQL, (_, os: string | undefined, __, ha: string | undefined) =>
    os === undefined ? 'Linux/UNIX' : ha === undefined ? os : `${os} with HA`,
  );
const asStandard = (platform: string): string => platform.replace('Server Enterprise', 'Server Standard');

export default defineCheck({
  id: 'aws.ec2.instances.sql.server.licence.waste',
  title: 'EC2 instance pays for more of SQL Server than it needs',
  kind: 'cost',
  category: 'licence',
  severity: { level: 'medium', score: 560 },
  table: 'ec2_instances',
  lookups: ['ec2_instance_types'],
  respectsKeepTags: true,
  options: z.object({
    ...stageOptions,
    smallEnterpriseVcpus: z
      .int()
      .min(0)
      .default(8)
      .describe('vCPUs up to which Enterprise edition is questioned'),
  }),
  messages: {
    development:
      'Instance {id} ({type}) is tagged {stage} and rents SQL Server {edition}; Developer edition, which is free outside production, would save {savings} a month.',
    developmentUnpriced:
      'Instance {id} ({type}) is tagged {stage} and rents SQL Server {edition}; Developer edition is free outside production.',
    minimum:
      'Instance {id} ({type}) has {vcpus} vCPUs and pays for the four that SQL Server {edition} is licensed for at least[; its licence costs {licence} a month].',
    enterprise:
      'Instance {id} ({type}) has {vcpus} vCPUs and rents SQL Server Enterprise; Standard would save {savings} a month, unless features of Enterprise are used.',
    enterpriseUnpriced:
      'Instance {id} ({type}) has {vcpus} vCPUs and rents SQL Server Enterprise, where Standard may do.',
  },
  why: 'The licence of SQL Server mostly costs more than the instance under it, and is rented by the hour with it.',
  fix: 'Use Developer edition outside production, put small databases together on one instance, and ask sys.dm_db_persisted_sku_features whether Enterprise is needed.',
  links: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/optimize-cpu.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html',
  ],
  prices: (row) =>
    row.state === 'running' && SQL.test(row.platform_details)
      ? [
          at(row, row.platform_details),
          at(row, without(row.platform_details)),
          ...(row.platform_details.includes('Server Enterprise')
            ? [at(row, asStandard(row.platform_details))]
            : []),
        ]
      : [],
  evaluate(row, ctx) {
    const edition = SQL.exec(row.platform_details)?.[2];
    if (edition === undefined) return skip('it rents no SQL Server');
    if (row.state !== 'running') return skip('not running');
    if (row.tenancy === 'host') return skip('its Dedicated Host is billed, not the instance');
    const type = ctx.lookup('ec2_instance_types').where('instance_type', row.instance_type)[0];
    const stage = nonProductionStage(row.tags, ctx.options.nonProduction, ctx.options.production);
    const now = ctx.price(at(row, row.platform_details));
    const bare = ctx.price(at(row, without(row.platform_details)));
    const licence = now && bare?.usd.lt(now.usd) ? perMonth(now.usd.minus(bare.usd)) : undefined;
    const values = { id: row.instance_id, type: row.instance_type, edition, stage };
    const facts = {
      monthlyCost: now && perMonth(now.usd),
      dimensions: { instance_type: row.instance_type, sql_server_edition: edition, vpc_id: row.vpc_id },
    };
    if (stage !== undefined)
      return fail({
        message: licence ? 'development' : 'developmentUnpriced',
        values: { ...values, savings: licence },
        claims: [{ part: 'compute', monthlySavings: licence }],
        confidence: least(55, now?.confidence ?? 50, bare?.confidence ?? 50),
        notes: notesOf(
          'the image is rented with its licence: a new instance is needed',
          now?.note,
          bare?.note,
        ),
        ...facts,
      });
    if (!type) return unknown(`AWS does not describe ${row.instance_type} in this region`);
    const sized = { ...values, vcpus: type.vcpus };
    if (
      edition === 'Enterprise' &&
      type.vcpus <= ctx.options.smallEnterpriseVcpus &&
      type.memory_mib <= STANDARD_MEMORY_MIB
    ) {
      const standard = ctx.price(at(row, asStandard(row.platform_details)));
      const savings = now && standard?.usd.lt(now.usd) ? perMonth(now.usd.minus(standard.usd)) : undefined;
      return fail({
        message: savings ? 'enterprise' : 'enterpriseUnpriced',
        values: { ...sized, savings },
        claims: [{ part: 'compute', monthlySavings: savings }],
        confidence: least(35, now?.confidence ?? 35, standard?.confidence ?? 35),
        notes: notesOf('which features of the edition are used is not known', now?.note, standard?.note),
        ...facts,
      });
    }
    if (type.vcpus >= LICENSED_VCPUS) return pass;
    return fail({
      message: 'minimum',
      values: { ...sized, licence },
      confidence: 80,
      notes: notesOf(now?.note, bare?.note),
      severity: { level: 'low', score: 300 },
      ...facts,
    });
  },
});
