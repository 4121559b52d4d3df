import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import { rdsExtendedSupport } from '../../../prices/aws/rds.ts';
import { databaseVcpus } from '../_lib/database-vcpus.ts';
import { isOlder, majorVersions } from '../_lib/engine-version.ts';
import { least } from '../_lib/least.ts';
import { otherService } from '../_lib/rds-engine.ts';
import { ageDays } from '../_lib/time.ts';

/** Engines of which DescribeDBMajorEngineVersions gives support dates. Source: RDS API Reference, SupportedEngineLifecycle. */
const HAS_LIFECYCLES = /^(mysql|mariadb|postgres|aurora-mysql|aurora-postgresql)$/;
const STANDARD = 'open-source-rds-standard-support';
const EXTENDED = 'open-source-rds-extended-support';
const request = (r: Row<'rds_instances'>, year: '1-2' | '3') =>
  rdsExtendedSupport(r.region, { engine: r.engine, year });
/** From the third year on it costs twice as much. Source: Amazon RDS pricing, "Extended Support". */
const DAYS_OF_TWO_YEARS = 730;

export default defineCheck({
  id: 'aws.rds.engine.needs.upgrade',
  title: 'RDS engine version leaves standard support',
  kind: 'governance',
  category: 'modernisation',
  severity: { level: 'high', score: 700 },
  table: 'rds_instances',
  lookups: ['rds_engine_lifecycles'],
  optionalLookups: ['rds_clusters'],
  options: z.object({
    withinDays: z.int().min(0).default(90).describe('Days before the end of standard support'),
  }),
  messages: {
    soon: 'RDS instance {id} runs {engine} {version}, whose standard support ends on {ends}, in {days} days.',
    past: 'RDS instance {id} runs {engine} {version}, whose standard support ended on {ends}.',
    forgotten:
      'RDS instance {id} runs {engine} {version}, which is older than any version that AWS supports.',
    charged:
      'RDS instance {id} runs {engine} {version}, whose standard support ended on {ends}; Extended Support costs about {savings} a month.',
  },
  why: 'After standard support AWS bills Extended Support by the vCPU-hour, or upgrades the instance by itself.',
  fix: 'Upgrade to a supported major version, tried first in a blue/green deployment.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html'],
  prices: (row) =>
    HAS_LIFECYCLES.test(row.engine) && row.engine !== 'mariadb'
      ? [request(row, '1-2'), request(row, '3')]
      : [],
  evaluate(row, ctx) {
    const other = otherService(row);
    if (other) return skip(`of ${other}`);
    if (row.status === 'deleting') return skip('it is deleting');
    if (!HAS_LIFECYCLES.test(row.engine)) return skip(`AWS gives no support dates for ${row.engine}`);
    const own = ctx.lookup('rds_engine_lifecycles').where('engine', row.engine);
    const major = majorVersions(row.engine_version).find((v) => own.some((l) => l.major_version === v));
    if (
      major === undefined &&
      own.length > 0 &&
      own.every((l) => isOlder(row.engine_version, l.major_version))
    )
      return fail({
        message: 'forgotten',
        values: { id: row.db_instance_id, engine: row.engine, version: row.engine_version },
        confidence: 80,
        dimensions: { engine: row.engine, engine_version: row.engine_version },
      });
    const standard = own.find((l) => l.major_version === major && l.support === STANDARD);
    if (!standard || standard.ends_on === null)
      return unknown(`AWS gives no support dates for ${row.engine} ${row.engine_version}`);
    // support ends with the day
    const left = -(ageDays(`${standard.ends_on}T23:59:59Z`, ctx.asOf) ?? 0);
    if (left > ctx.options.withinDays) return pass;
    const values = {
      id: row.db_instance_id,
      engine: row.engine,
      version: row.engine_version,
      ends: standard.ends_on,
      days: Math.floor(left),
    };
    const dimensions = {
      engine: row.engine,
      engine_version: row.engine_version,
      standard_support_ends: standard.ends_on,
    };
    if (left >= 0)
      return fail({
        message: 'soon',
        values,
        confidence: 95,
        dimensions,
        severity: { level: 'medium', score: 600 },
      });
    // Aurora enrols its clusters, not their members
    const cluster = ctx.optionalLookup('rds_clusters')?.where('db_cluster_id', row.cluster_id)[0];
    const enrolled = (row.engine_lifecycle_support || cluster?.engine_lifecycle_support) === EXTENDED;
    const vcpus = databaseVcpus(row.instance_class);
    const extended = own.find((l) => l.major_version === major && l.support === EXTENDED);
    const since = ageDays(extended?.starts_on ?? standard.ends_on, ctx.asOf) ?? 0;
    const price = ctx.price(request(row, since > DAYS_OF_TWO_YEARS ? '3' : '1-2'));
    if (!enrolled || !extended || !vcpus || !price || row.status === 'stopped')
      return fail({ message: 'past', values, confidence: 90, dimensions });
    const savings = perMonth(price.usd)
      .times(vcpus)
      .times(row.multi_az ? 2 : 1);
    return fail({
      message: 'charged',
      values: { ...values, savings },
      monthlyCost: savings,
      claims: [{ part: 'extended_support', monthlySavings: savings }],
      confidence: least(70, price.confidence),
      notes: price.note,
      dimensions,
    });
  },
});
