import check from '../../../../checks/aws/rds/instance-engine-end-of-support.ts';
import { rdsExtendedSupport } from '../../../../prices/aws/rds.ts';
import { dbCluster, dbInstance, engineLifecycle, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const STANDARD = 'open-source-rds-standard-support';
const EXTENDED = 'open-source-rds-extended-support';
const dates = (
  engine: string,
  major_version: string,
  support: string,
  starts_on: string,
  ends_on: string | null,
) => engineLifecycle({ engine, major_version, support, starts_on, ends_on });
const lifecycles = {
  rds_engine_lifecycles: [
    engineLifecycle(),
    dates('postgres', '13', STANDARD, '2021-02-24', '2026-02-28'),
    dates('postgres', '13', EXTENDED, '2026-03-01', '2029-02-28'),
    dates('mysql', '5.7', STANDARD, '2016-02-22', '2024-02-29'),
    dates('mysql', '5.7', EXTENDED, '2024-03-01', '2027-02-28'),
    dates('mysql', '8.0', STANDARD, '2018-10-23', '2026-07-31'),
    dates('mariadb', '10.6', STANDARD, '2022-02-03', '2027-02-01'),
    dates('aurora-mysql', '8.0', STANDARD, '2021-11-18', '2028-04-30'),
    dates('postgres', '12', STANDARD, '2020-03-31', null),
  ],
};
const postgres13 = (over: Parameters<typeof dbInstance>[0] = {}) =>
  dbInstance({ engine_version: '13.20', instance_class: 'db.m5.xlarge', ...over });
const first = [rdsExtendedSupport(REGION, { engine: 'postgres', year: '1-2' }), '0.112'] as const;

testCheck(check, {
  fails: [
    {
      name: 'enrolled, but its version has no Extended Support',
      row: dbInstance({ engine: 'mysql', engine_version: '8.0.39' }),
      tables: lifecycles,
      prices: [[rdsExtendedSupport(REGION, { engine: 'mysql', year: '1-2' }), '0.112']],
      says: 'RDS instance shop runs mysql 8.0.39, whose standard support ended on 2026-07-31.',
      saves: null,
    },
    {
      name: 'a class whose vCPUs are not known',
      row: postgres13({ instance_class: 'db.r5.2xlarge.tpc1.mem2x' }),
      tables: lifecycles,
      prices: [first],
      says: 'RDS instance shop runs postgres 13.20, whose standard support ended on 2026-02-28.',
      saves: null,
    },
    {
      name: 'in Extended Support: 4 vCPUs at the price of the first years',
      row: postgres13(),
      tables: lifecycles,
      prices: [first],
      says: 'RDS instance shop runs postgres 13.20, whose standard support ended on 2026-02-28; Extended Support costs about $327.04 a month.',
      saves: '327.040000',
      claims: { 'shop/extended_support': '327.040000' },
      level: 'high',
      dimensions: { standard_support_ends: '2026-02-28' },
    },
    {
      name: 'twice for two zones, and at the price of the third year',
      row: dbInstance({
        engine: 'mysql',
        engine_version: '5.7.44',
        license_model: 'general-public-license',
        multi_az: true,
      }),
      tables: lifecycles,
      prices: [[rdsExtendedSupport(REGION, { engine: 'mysql', year: '3' }), '0.224']],
      says: 'RDS instance shop runs mysql 5.7.44, whose standard support ended on 2024-02-29; Extended Support costs about $654.08 a month.',
      saves: '654.080000',
    },
    {
      name: 'Aurora is enrolled by its cluster',
      row: postgres13({ engine: 'aurora-postgresql', engine_lifecycle_support: '', cluster_id: 'ledger' }),
      tables: {
        rds_engine_lifecycles: [
          dates('aurora-postgresql', '13', STANDARD, '2021-08-26', '2026-02-28'),
          dates('aurora-postgresql', '13', EXTENDED, '2026-03-01', '2029-02-28'),
        ],
        rds_clusters: [dbCluster({ engine_lifecycle_support: EXTENDED })],
      },
      prices: [[rdsExtendedSupport(REGION, { engine: 'aurora-postgresql', year: '1-2' }), '0.112']],
      says: 'RDS instance shop runs aurora-postgresql 13.20, whose standard support ended on 2026-02-28; Extended Support costs about $327.04 a month.',
      saves: '327.040000',
    },
    {
      name: 'older than all that the API still lists',
      row: dbInstance({ engine: 'mysql', engine_version: '5.6.51' }),
      tables: lifecycles,
      says: 'RDS instance shop runs mysql 5.6.51, which is older than any version that AWS supports.',
      saves: null,
      level: 'high',
    },
    {
      name: 'not enrolled: AWS upgrades it instead of billing it',
      row: postgres13({ engine_lifecycle_support: 'open-source-rds-extended-support-disabled' }),
      tables: lifecycles,
      prices: [first],
      says: 'RDS instance shop runs postgres 13.20, whose standard support ended on 2026-02-28.',
      saves: null,
    },
    {
      name: 'stopped: vCPUs that do not run are not billed',
      row: postgres13({ status: 'stopped' }),
      tables: lifecycles,
      prices: [first],
      says: 'RDS instance shop runs postgres 13.20, whose standard support ended on 2026-02-28.',
      saves: null,
    },
    {
      name: 'ends in 68 days; the major version of MariaDB has two numbers',
      row: dbInstance({ engine: 'mariadb', engine_version: '10.6.21' }),
      tables: lifecycles,
      says: 'RDS instance shop runs mariadb 10.6.21, whose standard support ends on 2027-02-01, in 68 days.',
      saves: null,
      level: 'medium',
    },
  ],
  passes: [
    { name: 'supported for years', row: dbInstance(), tables: lifecycles },
    {
      name: 'Aurora MySQL 3 is MySQL 8.0 with dates of its own, not those of MySQL 8.0',
      row: dbInstance({ engine: 'aurora-mysql', engine_version: '8.0.mysql_aurora.3.08.0' }),
      tables: lifecycles,
    },
    {
      name: 'ends in 68 days, when a month is enough',
      row: dbInstance({ engine: 'mariadb', engine_version: '10.6.21' }),
      tables: lifecycles,
      options: { withinDays: 30 },
    },
    {
      name: 'Oracle, of which AWS gives no dates',
      row: dbInstance({ engine: 'oracle-se2', engine_version: '19.0.0.0.ru-2025-01' }),
      tables: lifecycles,
      skips: 'AWS gives no support dates for oracle-se2',
    },
    {
      name: 'Neptune, which the RDS API lists too',
      row: dbInstance({ engine: 'neptune', engine_version: '1.2.0.0' }),
      tables: lifecycles,
      skips: 'of Amazon Neptune',
    },
    {
      name: 'going away',
      row: postgres13({ status: 'deleting' }),
      tables: lifecycles,
      skips: 'it is deleting',
    },
  ],
  unknowns: [
    {
      name: 'newer than all that the API lists',
      row: dbInstance({ engine: 'mysql', engine_version: '9.7.0' }),
      tables: lifecycles,
      because: 'AWS gives no support dates for mysql 9.7.0',
    },
    {
      name: 'a version without an end',
      row: dbInstance({ engine_version: '12.22' }),
      tables: lifecycles,
      because: 'AWS gives no support dates for postgres 12.22',
    },
  ],
});
