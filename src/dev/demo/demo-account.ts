/**
 * The account of `finops-gate demo`: a small shop with production and development, three regions, recorded twice a week
 * apart. Every row is made up; the shapes are those of the recorded inventory.
 */
import { createHash } from 'node:crypto';
import type { CoverageRow } from '../../../contracts/coverage.ts';
import type { Inventory } from '../../../contracts/discover.ts';
import {
  inventoryTables,
  isOfAccount,
  type MetricName,
  type MetricRow,
  metricSpecs,
  type Row,
  type TableName,
} from '../../../contracts/inventory/catalogue.ts';
import { GLOBAL } from '../../../contracts/inventory/services.ts';
import type { Column } from '../../../contracts/table.ts';

const PRODUCTION = '111122223333';
const DEVELOPMENT = '444455556666';
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'] as const;
const DAY = 86_400_000;
export const DEMO_RUNS = { before: '2026-11-18T06:00:00.000Z', after: '2026-11-25T06:00:00.000Z' } as const;

type Rows = { [T in TableName]: Row<T>[] };
interface Place {
  readonly account_id: string;
  readonly region: string;
}

function blank(c: Column): unknown {
  if (c.nullable) return null;
  if (c.type === 'list') return [];
  if (c.type === 'map') return {};
  if (c.type === 'struct') return Object.fromEntries(Object.entries(c.fields).map(([k, f]) => [k, blank(f)]));
  return c.type === 'bool' ? false : ['text', 'timestamp', 'date', 'money'].includes(c.type) ? '' : 0;
}

/** A week of the shop: builds the inventory as of one run. */
class Recording {
  readonly asOf: number;
  readonly rows: Rows = Object.fromEntries(
    Object.keys(inventoryTables).map((t) => [t, []]),
  ) as unknown as Rows;
  readonly metrics: MetricRow[] = [];
  readonly later: boolean;

  constructor(run: keyof typeof DEMO_RUNS) {
    this.asOf = Date.parse(DEMO_RUNS[run]);
    this.later = run === 'after';
  }

  /** An instant that many days before the first run, whichever run is recorded. */
  ago(days: number): string {
    return new Date(Date.parse(DEMO_RUNS.before) - days * DAY).toISOString();
  }

  add<T extends TableName>(table: T, place: Place, values: Partial<Row<T>>): void {
    const columns: Record<string, Column> = inventoryTables[table].columns;
    const base = Object.fromEntries(Object.entries(columns).map(([k, c]) => [k, blank(c)]));
    (this.rows[table] as unknown[]).push({ ...base, ...place, ...values });
  }

  /** One value for every day of the metric's window, with a weekly wave so that it looks like life. */
  series(name: MetricName, place: Place, id: string, level: number | null, wave = 0.1): void {
    const spec = metricSpecs[name];
    const periods = (spec.days * 86_400) / spec.period;
    const end = Math.floor(this.asOf / DAY) * DAY;
    const values = Array.from({ length: periods }, (_, i) =>
      level === null ? null : Number((level * (1 + wave * Math.sin((i * 2 * Math.PI) / 7))).toFixed(3)),
    );
    this.metrics.push({
      ...place,
      metric: name,
      resource_id: id,
      start: new Date(end - spec.days * DAY).toISOString(),
      period: spec.period,
      values,
    });
  }
}

/** Ids as AWS makes them, from a word: stable from run to run. */
const id = (prefix: string, word: string): string =>
  `${prefix}-0${createHash('sha256').update(word).digest('hex').slice(0, 16)}`;

interface Machine {
  readonly name: string;
  readonly type: string;
  readonly tags: Record<string, string>;
  readonly cpu: number;
  readonly peak?: number;
  readonly kibPerHour?: number;
  readonly stoppedDaysAgo?: number;
  readonly imdsV1?: boolean;
  readonly disk?: { type: string; size: number; encrypted?: boolean };
  readonly groups: string[];
  readonly vpc: string;
  readonly subnet: string;
  readonly publicIp?: string;
}

function machine(r: Recording, at: Place, m: Machine): void {
  const word = `${at.account_id}/${at.region}/${m.name}`;
  const instance = id('i', word);
  const volume = id('vol', word);
  const running = m.stoppedDaysAgo === undefined;
  const born = r.ago(180);
  const stopped = running
    ? ''
    : `User initiated (${r
        .ago(m.stoppedDaysAgo ?? 0)
        .slice(0, 19)
        .replace('T', ' ')} GMT)`;
  const disk = m.disk ?? { type: 'gp3', size: 60 };
  r.add('ec2_instances', at, {
    instance_id: instance,
    instance_type: m.type,
    state: running ? 'running' : 'stopped',
    image_id: id('ami', at.region),
    vpc_id: m.vpc,
    subnet_id: m.subnet,
    availability_zone: `${at.region}a`,
    platform_details: 'Linux/UNIX',
    usage_operation: 'RunInstances',
    tenancy: 'default',
    architecture: /^(t4g|m[678]g|c[678]g|r[678]g)/.test(m.type) ? 'arm64' : 'x86_64',
    launch_time: born,
    state_transition_reason: stopped,
    http_tokens: m.imdsV1 ? 'optional' : 'required',
    http_endpoint: 'enabled',
    security_group_ids: m.groups,
    volume_ids: [volume],
    public_ip: m.publicIp ?? '',
    tags: { Name: m.name, ...m.tags },
  });
  r.add('ec2_network_interfaces', at, {
    network_interface_id: id('eni', word),
    interface_type: 'interface',
    status: 'in-use',
    vpc_id: m.vpc,
    subnet_id: m.subnet,
    availability_zone: `${at.region}a`,
    instance_id: instance,
    group_ids: m.groups,
  });
  r.add('ec2_volumes', at, {
    volume_id: volume,
    volume_type: disk.type,
    size_gib: disk.size,
    iops: disk.type === 'gp2' ? Math.max(100, 3 * disk.size) : 3000,
    throughput_mibps: disk.type === 'gp3' ? 125 : null,
    state: 'in-use',
    encrypted: disk.encrypted ?? true,
    create_time: born,
    availability_zone: `${at.region}a`,
    attachments: [{ instance_id: instance, state: 'attached' }],
    tags: m.tags,
  });
  if (!running) return;
  r.series('ec2_instance_cpu_average', at, instance, m.cpu);
  r.series('ec2_instance_cpu_maximum', at, instance, m.peak ?? Math.min(99, m.cpu * 2.5 + 10));
  const bytesPerDay = (m.kibPerHour ?? 40_000) * 1024 * 24;
  r.series('ec2_instance_network_in', at, instance, bytesPerDay / 2);
  r.series('ec2_instance_network_out', at, instance, bytesPerDay / 2);
  if (/^t\d/.test(m.type)) {
    r.series('ec2_instance_credit_balance', at, instance, 400);
    r.series('ec2_instance_surplus_credits_charged', at, instance, 0);
  }
}

const FAMILIES: readonly (readonly [family: string, burstable: boolean, gib: number])[] = [
  ['t3', true, 4],
  ['m5', false, 4],
  ['m6i', false, 4],
  ['c5', false, 2],
  ['m4', false, 4],
  ['r5', false, 8],
];

function instanceTypes(r: Recording, at: Place): void {
  const sizes = [
    ['large', 2],
    ['xlarge', 4],
    ['2xlarge', 8],
    ['4xlarge', 16],
  ] as const;
  for (const [family, burstable, gib] of FAMILIES) {
    for (const [size, vcpus] of sizes) {
      r.add('ec2_instance_types', at, {
        instance_type: `${family}.${size}`,
        burstable,
        vcpus,
        memory_mib: vcpus * gib * 512,
        architectures: ['x86_64'],
      });
    }
  }
}

interface Network {
  readonly vpc: string;
  readonly subnet: string;
  readonly group: string;
}

function network(r: Recording, at: Place, name: string): Network {
  const word = `${at.account_id}/${at.region}/${name}`;
  const [vpc, group] = [id('vpc', word), id('sg', word)];
  const subnets = ['a', 'b'].map((z) => id('subnet', word + z));
  subnets.forEach((subnet_id, i) => {
    r.add('ec2_subnets', at, { subnet_id, vpc_id: vpc, availability_zone: `${at.region}${'ab'.charAt(i)}` });
  });
  r.add('ec2_security_groups', at, {
    group_id: group,
    group_name: `${name}-app`,
    description: 'application',
    vpc_id: vpc,
    ingress: [
      {
        protocol: 'tcp',
        from_port: 443,
        to_port: 443,
        cidrs: ['0.0.0.0/0'],
        prefix_list_ids: [],
        group_ids: [],
      },
    ],
  });
  r.add('ec2_security_groups', at, {
    group_id: id('sg', `${word}default`),
    group_name: 'default',
    vpc_id: vpc,
  });
  return { vpc, subnet: subnets[0] ?? '', group };
}

function natGateway(
  r: Recording,
  at: Place,
  net: Network,
  n: { name: string; daysAgo: number; gibPerDay: number; routed?: boolean },
): void {
  const gateway = id('nat', `${at.account_id}/${at.region}/${n.name}`);
  r.add('ec2_nat_gateways', at, {
    nat_gateway_id: gateway,
    state: 'available',
    vpc_id: net.vpc,
    subnet_id: net.subnet,
    connectivity_type: 'public',
    availability_mode: 'zonal',
    created_at: r.ago(n.daysAgo),
    tags: { Name: n.name },
  });
  if (n.routed ?? true) {
    r.add('ec2_route_tables', at, {
      route_table_id: id('rtb', gateway),
      vpc_id: net.vpc,
      subnet_ids: [net.subnet],
      nat_gateway_ids: [gateway],
      routes: [{ destination: '0.0.0.0/0', target: gateway, state: 'active' }],
    });
  }
  const bytes = n.gibPerDay === 0 ? null : (n.gibPerDay * 1024 ** 3) / 2;
  r.series('nat_gateway_bytes_out_to_destination', at, gateway, bytes);
  r.series('nat_gateway_bytes_in_from_destination', at, gateway, bytes);
  r.series('nat_gateway_active_connections', at, gateway, bytes === null ? null : 120);
}

interface Database {
  readonly name: string;
  readonly instanceClass: string;
  readonly engine: string;
  readonly version: string;
  readonly gib: number;
  readonly usedShare: number;
  readonly connections: number;
  readonly multiAz?: boolean;
  readonly tags: Record<string, string>;
  readonly replicaOf?: string;
  readonly status?: string;
}

function database(r: Recording, at: Place, d: Database): void {
  const status = d.status ?? 'available';
  r.add('rds_instances', at, {
    db_instance_id: d.name,
    dbi_resource_id: `db-${createHash('sha256').update(d.name).digest('hex').slice(0, 26).toUpperCase()}`,
    arn: `arn:aws:rds:${at.region}:${at.account_id}:db:${d.name}`,
    instance_class: d.instanceClass,
    engine: d.engine,
    engine_version: d.version,
    license_model: d.engine === 'postgres' ? 'postgresql-license' : 'general-public-license',
    engine_lifecycle_support: 'open-source-rds-extended-support',
    status,
    multi_az: d.multiAz ?? false,
    availability_zone: `${at.region}a`,
    storage_type: 'gp3',
    allocated_storage_gib: d.gib,
    iops: 3000,
    storage_throughput_mibps: 125,
    created_at: r.ago(300),
    replica_source: d.replicaOf ?? '',
    tags: d.tags,
  });
  if (status !== 'available') return;
  r.series('rds_instance_free_storage_minimum', at, d.name, d.gib * (1 - d.usedShare) * 1024 ** 3, 0.01);
  r.series('rds_instance_connections_maximum', at, d.name, d.connections);
  if (d.replicaOf) r.series('rds_instance_read_iops', at, d.name, d.connections === 0 ? 0 : 80);
}

function unattached(
  r: Recording,
  at: Place,
  name: string,
  v: { size: number; type?: string; encrypted?: boolean; tags?: Record<string, string>; daysAgo?: number },
): void {
  const type = v.type ?? 'gp2';
  const volume = id('vol', `${at.account_id}/${at.region}/${name}`);
  r.add('ec2_volumes', at, {
    volume_id: volume,
    volume_type: type,
    size_gib: v.size,
    iops: type === 'gp2' ? Math.max(100, 3 * v.size) : 3000,
    throughput_mibps: type === 'gp3' ? 125 : null,
    state: 'available',
    encrypted: v.encrypted ?? true,
    create_time: r.ago(v.daysAgo ?? 90),
    availability_zone: `${at.region}a`,
    tags: { Name: name, ...v.tags },
  });
  r.series('ebs_volume_read_ops', at, volume, null);
}

function snapshot(
  r: Recording,
  at: Place,
  name: string,
  s: { size: number; daysAgo: number; encrypted?: boolean; image?: boolean },
): void {
  const snap = id('snap', `${at.account_id}/${at.region}/${name}`);
  r.add('ec2_snapshots', at, {
    snapshot_id: snap,
    volume_id: id('vol', name),
    volume_size_gib: s.size,
    state: 'completed',
    storage_tier: 'standard',
    start_time: r.ago(s.daysAgo),
    encrypted: s.encrypted ?? true,
    description: name,
    tags: { Name: name },
  });
  if (s.image)
    r.add('ec2_images', at, {
      image_id: id('ami', name),
      name,
      state: 'available',
      created_at: r.ago(s.daysAgo),
      snapshot_ids: [snap],
    });
}

function production(r: Recording): void {
  for (const region of REGIONS) {
    const at = { account_id: PRODUCTION, region };
    const tags = { Environment: 'production', Application: 'shop', ApplicationId: 'shop-1' };
    const net = network(r, at, 'shop');
    const place = { tags, groups: [net.group], vpc: net.vpc, subnet: net.subnet };
    instanceTypes(r, at);
    const fleet = region === 'us-east-1' ? 8 : 14;
    for (let n = 1; n <= fleet; n++) {
      // Half of the gp2 disks of the Irish web fleet were migrated during the week.
      const migrated = region === 'eu-west-1' && r.later && n <= 6;
      machine(r, at, {
        ...place,
        name: `web-${n}`,
        type: 'm5.xlarge',
        cpu: 38 + (n % 5) * 4,
        disk: { type: n <= 12 && !migrated ? 'gp2' : 'gp3', size: 120 },
      });
    }
    for (let n = 1; n <= 5; n++)
      machine(r, at, {
        ...place,
        name: `api-${n}`,
        type: 'c5.2xlarge',
        cpu: 52,
        disk: { type: 'gp3', size: 80 },
      });
    machine(r, at, {
      ...place,
      name: 'report-runner',
      type: 'm5.4xlarge',
      cpu: 3.1,
      peak: 22,
      kibPerHour: 120,
      disk: { type: 'gp3', size: 200 },
    });
    natGateway(r, at, net, {
      name: 'shop-egress',
      daysAgo: 400,
      gibPerDay: region === 'eu-west-1' ? 42 : 1.2,
    });
    database(r, at, {
      name: `shop-${region}`,
      instanceClass: 'db.r5.2xlarge',
      engine: 'postgres',
      version: '16.4',
      gib: 800,
      usedShare: 0.71,
      connections: 240,
      multiAz: true,
      tags,
    });
    for (let n = 1; n <= 6; n++)
      snapshot(r, at, `shop-golden-${n}`, { size: 60, daysAgo: 40 * n, image: n <= 3 });
    for (const [engine, major, ends] of [
      ['postgres', '16', '2029-02-28'],
      ['postgres', '13', '2026-02-28'],
      ['mysql', '8.0', '2026-07-31'],
      ['mysql', '8.4', '2029-07-31'],
    ] as const) {
      r.add('rds_engine_lifecycles', at, {
        engine,
        major_version: major,
        support: 'open-source-rds-standard-support',
        starts_on: '2021-01-01',
        ends_on: ends,
      });
    }
  }
  const ireland = { account_id: PRODUCTION, region: 'eu-west-1' };
  const frankfurt = { account_id: PRODUCTION, region: 'eu-central-1' };
  const legacy = network(r, frankfurt, 'legacy');
  const place = { groups: [legacy.group], vpc: legacy.vpc, subnet: legacy.subnet };
  const tags = { Environment: 'production', Application: 'ledger' };
  for (let n = 1; n <= 3; n++) {
    machine(r, frankfurt, {
      ...place,
      tags,
      name: `ledger-${n}`,
      type: 'm4.2xlarge',
      cpu: 2,
      peak: 9,
      kibPerHour: 60,
      imdsV1: true,
      stoppedDaysAgo: 75 + n,
      disk: { type: 'gp2', size: 500, encrypted: false },
    });
  }
  natGateway(r, frankfurt, legacy, { name: 'ledger-egress', daysAgo: 300, gibPerDay: 0 });
  r.add('ec2_addresses', frankfurt, {
    allocation_id: id('eipalloc', 'ledger'),
    public_ip: '198.51.100.17',
    association_id: id('eipassoc', 'ledger'),
    instance_id: id('i', `${PRODUCTION}/eu-central-1/ledger-1`),
    public_ipv4_pool: 'amazon',
  });
  database(r, ireland, {
    name: 'orders-mysql',
    instanceClass: 'db.m5.large',
    engine: 'mysql',
    version: '8.0.39',
    gib: 400,
    usedShare: 0.16,
    connections: 60,
    tags: { Environment: 'production', Application: 'orders' },
  });
  database(r, ireland, {
    name: 'orders-replica',
    instanceClass: 'db.m5.large',
    engine: 'mysql',
    version: '8.0.39',
    gib: 400,
    usedShare: 0.16,
    connections: r.later ? 0 : 25,
    replicaOf: 'orders-mysql',
    tags: { Environment: 'production', Application: 'orders' },
  });
  if (!r.later) {
    unattached(r, ireland, 'migration-2025-a', { size: 300 });
    unattached(r, ireland, 'migration-2025-b', { size: 300 });
  }
  unattached(r, ireland, 'audit-archive', { size: 1000, type: 'st1', tags: { Owner: 'audit' } });
}

function development(r: Recording): void {
  for (const region of REGIONS) {
    const at = { account_id: DEVELOPMENT, region };
    const net = network(r, at, 'lab');
    instanceTypes(r, at);
    const place = {
      groups: [net.group],
      vpc: net.vpc,
      subnet: net.subnet,
      tags: { Environment: 'dev', Application: 'lab', ApplicationId: 'lab-1' },
    };
    for (let n = 1; n <= 10; n++) {
      machine(r, at, {
        ...place,
        name: `sandbox-${n}`,
        type: n % 3 === 0 ? 'm5.large' : 't3.large',
        cpu: n % 4 === 0 ? 4 : 24,
        peak: n % 4 === 0 ? 18 : 80,
        kibPerHour: n % 4 === 0 ? 90 : 9000,
        disk: { type: 'gp3', size: 40 },
        ...(n > 8 ? { stoppedDaysAgo: 12 } : {}),
      });
    }
    r.add('ec2_security_groups', at, {
      group_id: id('sg', `${region}/old`),
      group_name: 'lab-2023',
      description: 'old lab',
      vpc_id: net.vpc,
    });
    unattached(r, at, `scratch-${region}`, { size: 200, encrypted: false });
    if (r.later && region === 'eu-west-1') {
      for (let n = 1; n <= 4; n++)
        unattached(r, at, `search-node-${n}`, {
          size: 250,
          type: 'gp3',
          encrypted: false,
          daysAgo: 40,
          tags: { Cluster: 'search' },
        });
    }
    database(r, at, {
      name: `lab-${region}`,
      instanceClass: 'db.m5.large',
      engine: 'postgres',
      version: '13.16',
      gib: 100,
      usedShare: 0.5,
      connections: 6,
      multiAz: true,
      tags: { environment: 'dev' },
    });
    r.add('ec2_addresses', at, {
      allocation_id: id('eipalloc', region),
      public_ip: `203.0.113.${10 + REGIONS.indexOf(region)}`,
      public_ipv4_pool: 'amazon',
    });
    r.add('rds_engine_lifecycles', at, {
      engine: 'postgres',
      major_version: '13',
      support: 'open-source-rds-standard-support',
      starts_on: '2021-02-24',
      ends_on: '2026-02-28',
    });
  }
  const virginia = { account_id: DEVELOPMENT, region: 'us-east-1' };
  r.add('rds_snapshots', virginia, {
    snapshot_id: 'demo-shop-before-launch',
    arn: `arn:aws:rds:us-east-1:${DEVELOPMENT}:snapshot:demo-shop-before-launch`,
    source_id: 'demo-shop',
    snapshot_type: 'manual',
    status: 'available',
    created_at: r.ago(210),
    allocated_storage_gib: 300,
    engine: 'postgres',
    encrypted: true,
  });
  database(r, virginia, {
    name: 'ml-experiments',
    instanceClass: 'db.r5.xlarge',
    engine: 'postgres',
    version: '16.4',
    gib: 500,
    usedShare: 0.6,
    connections: 0,
    tags: { environment: 'dev' },
  });
  if (r.later) {
    const net = network(r, virginia, 'hackathon');
    const group = id('sg', 'hackathon-ssh');
    r.add('ec2_security_groups', virginia, {
      group_id: group,
      group_name: 'hackathon-ssh',
      description: 'hackathon',
      vpc_id: net.vpc,
      ingress: [
        {
          protocol: 'tcp',
          from_port: 22,
          to_port: 22,
          cidrs: ['0.0.0.0/0'],
          prefix_list_ids: [],
          group_ids: [],
        },
      ],
    });
    machine(r, virginia, {
      name: 'hackathon',
      type: 'r5.xlarge',
      cpu: 40,
      tags: {},
      groups: [group],
      vpc: net.vpc,
      subnet: net.subnet,
      publicIp: '203.0.113.77',
      imdsV1: true,
    });
  }
}

/** Every table and metric of every scope was read, but for development's databases in us-east-1, denied in the second week. */
function coverage(r: Recording): CoverageRow[] {
  const out: CoverageRow[] = [];
  for (const account_id of [PRODUCTION, DEVELOPMENT]) {
    for (const region of [...REGIONS, GLOBAL]) {
      const isHere = (table: string): boolean => isOfAccount(table as TableName) === (region === GLOBAL);
      const here = (x: Place): boolean => x.account_id === account_id && x.region === region;
      const denied = (table: string): boolean =>
        r.later && account_id === DEVELOPMENT && region === 'us-east-1' && table === 'rds_instances';
      for (const [name, table] of Object.entries(inventoryTables)) {
        if (!isHere(name)) continue;
        const no = denied(name);
        out.push({
          account_id,
          region,
          service: table.service,
          table_name: name,
          status: no ? 'denied' : 'ok',
          calls: 1,
          rows: no ? 0 : r.rows[name as TableName].filter(here).length,
          elapsed_ms: 80,
          message: no
            ? 'User is not authorized to perform: rds:DescribeDBInstances with an explicit deny in a service control policy'
            : '',
          iam_action: no ? 'rds:DescribeDBInstances' : '',
        });
      }
      for (const [name, spec] of Object.entries(metricSpecs)) {
        if (!isHere(spec.table)) continue;
        const rows = r.metrics.filter((m) => m.metric === name && here(m)).length;
        out.push({
          account_id,
          region,
          service: 'cloudwatch',
          table_name: `metric/${name}`,
          status: 'ok',
          calls: 1,
          rows,
          elapsed_ms: 80,
          message: '',
          iam_action: '',
        });
      }
    }
  }
  return out;
}

/** The demo account's inventory as of one of its two runs. */
export function demoInventory(run: keyof typeof DEMO_RUNS): Inventory {
  const r = new Recording(run);
  production(r);
  development(r);
  const rows = coverage(r);
  if (r.later) {
    const gone = (x: Place): boolean => x.account_id === DEVELOPMENT && x.region === 'us-east-1';
    r.rows.rds_instances = r.rows.rds_instances.filter((x) => !gone(x));
  }
  return {
    asOf: DEMO_RUNS[run],
    accounts: [PRODUCTION, DEVELOPMENT].map((accountId) => ({
      accountId,
      partition: 'aws',
      regions: [...REGIONS, GLOBAL],
    })),
    tables: r.rows,
    metrics: r.later
      ? r.metrics.filter(
          (m) => !(m.account_id === DEVELOPMENT && m.region === 'us-east-1' && m.metric.startsWith('rds_')),
        )
      : r.metrics,
    coverage: rows,
  };
}
