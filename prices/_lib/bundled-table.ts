/**
 * Prices for when the Price List API cannot be reached, after AWS's public pricing pages (EC2 On-Demand, EBS, VPC, RDS
 * for MySQL/PostgreSQL, Aurora). They were written down by hand and not compared with a price list, hence a confidence of
 * 60 at most. Where a region has no price of its own that of us-east-1 stands in, mostly scaled, and the finding says so.
 */
export const BUNDLED_ON = '2025-06-01';

/** US dollars per GiB-month: [gp2, gp3, io1, io1 per IOPS-month, st1, sc1, standard, snapshot]; NAT per hour and per GB; EC2 ratio to us-east-1 by class. */
interface RegionPrices {
  readonly ebs: readonly [
    gp2: string,
    gp3: string,
    io1: string,
    iops: string,
    st1: string,
    sc1: string,
    standard: string,
    snapshot: string,
  ];
  readonly nat: string;
  /** On-demand ratio to us-east-1 of the m, t, c and r classes (from m5, t3, c5 and r5). */
  readonly ratio: readonly [m: string, t: string, c: string, r: string];
}

const VIRGINIA: RegionPrices = {
  ebs: ['0.10', '0.08', '0.125', '0.065', '0.045', '0.015', '0.05', '0.05'],
  nat: '0.045',
  ratio: ['1', '1', '1', '1'],
};

export const REGION_PRICES: Readonly<Record<string, RegionPrices>> = {
  'us-east-1': VIRGINIA,
  'us-east-2': VIRGINIA,
  'us-west-2': VIRGINIA,
  'us-west-1': {
    ebs: ['0.12', '0.096', '0.138', '0.072', '0.054', '0.018', '0.08', '0.055'],
    nat: '0.048',
    ratio: ['1.167', '1.192', '1.247', '1.111'],
  },
  'ca-central-1': {
    ebs: ['0.11', '0.088', '0.138', '0.072', '0.05', '0.0168', '0.055', '0.055'],
    nat: '0.05',
    ratio: ['1.115', '1.115', '1.094', '1.095'],
  },
  'eu-west-1': {
    ebs: ['0.11', '0.088', '0.138', '0.072', '0.05', '0.0168', '0.055', '0.05'],
    nat: '0.048',
    ratio: ['1.115', '1.096', '1.129', '1.119'],
  },
  'eu-west-2': {
    ebs: ['0.116', '0.0928', '0.145', '0.076', '0.053', '0.0174', '0.058', '0.053'],
    nat: '0.05',
    ratio: ['1.156', '1.135', '1.188', '1.175'],
  },
  'eu-west-3': {
    ebs: ['0.116', '0.0928', '0.145', '0.076', '0.053', '0.0174', '0.058', '0.053'],
    nat: '0.05',
    ratio: ['1.167', '1.135', '1.188', '1.175'],
  },
  'eu-central-1': {
    ebs: ['0.119', '0.0952', '0.149', '0.078', '0.054', '0.018', '0.059', '0.054'],
    nat: '0.052',
    ratio: ['1.198', '1.154', '1.141', '1.206'],
  },
  'eu-north-1': {
    ebs: ['0.1045', '0.0836', '0.1311', '0.0684', '0.0475', '0.016', '0.0523', '0.0475'],
    nat: '0.046',
    ratio: ['1.063', '1.038', '1.071', '1.063'],
  },
  'ap-south-1': {
    ebs: ['0.114', '0.0912', '0.131', '0.068', '0.051', '0.0174', '0.08', '0.05'],
    nat: '0.056',
    ratio: ['1.052', '1.077', '1', '1.032'],
  },
  'ap-southeast-1': {
    ebs: ['0.12', '0.096', '0.138', '0.072', '0.054', '0.018', '0.08', '0.05'],
    nat: '0.059',
    ratio: ['1.25', '1.269', '1.153', '1.206'],
  },
  'ap-southeast-2': {
    ebs: ['0.12', '0.096', '0.138', '0.072', '0.054', '0.018', '0.08', '0.055'],
    nat: '0.059',
    ratio: ['1.25', '1.269', '1.306', '1.198'],
  },
  'ap-northeast-1': {
    ebs: ['0.12', '0.096', '0.142', '0.074', '0.054', '0.018', '0.08', '0.05'],
    nat: '0.062',
    ratio: ['1.292', '1.308', '1.259', '1.206'],
  },
  'sa-east-1': {
    ebs: ['0.19', '0.152', '0.238', '0.091', '0.086', '0.0288', '0.12', '0.068'],
    nat: '0.093',
    ratio: ['1.594', '1.615', '1.541', '1.595'],
  },
};
export const DEFAULT_REGION_PRICES = VIRGINIA;

/** Linux on-demand per hour of the `large` size in us-east-1. Prices are proportional to size inside these families. */
export const EC2_LARGE: Readonly<Record<string, string>> = {
  t2: '0.0928',
  t3: '0.0832',
  t3a: '0.0752',
  t4g: '0.0672',
  m1: '0.175',
  m3: '0.133',
  m4: '0.10',
  m5: '0.096',
  m5a: '0.086',
  m5d: '0.113',
  m5n: '0.119',
  m6g: '0.077',
  m6gd: '0.0904',
  m6i: '0.096',
  m6a: '0.0864',
  m6id: '0.11865',
  m7g: '0.0816',
  m7i: '0.1008',
  'm7i-flex': '0.09576',
  m7a: '0.11592',
  m8g: '0.08976',
  c3: '0.105',
  c4: '0.10',
  c5: '0.085',
  c5a: '0.077',
  c5d: '0.096',
  c5n: '0.108',
  c6g: '0.068',
  c6gn: '0.0864',
  c6i: '0.085',
  c6a: '0.0765',
  c6id: '0.1008',
  c6in: '0.1134',
  c7g: '0.0725',
  c7i: '0.08925',
  c7a: '0.10264',
  c8g: '0.07976',
  r3: '0.166',
  r4: '0.133',
  r5: '0.126',
  r5a: '0.113',
  r5b: '0.149',
  r5d: '0.144',
  r5n: '0.149',
  r6g: '0.1008',
  r6i: '0.126',
  r6a: '0.1134',
  r6id: '0.1512',
  r7g: '0.1071',
  r7i: '0.1323',
  r7a: '0.15215',
  r8g: '0.11782',
  i2: '0.4265',
  d2: '0.345',
  g3: '0.1425',
  p2: '0.45',
  p3: '0.765',
  x1: '0.20840625',
  x1e: '0.417',
  i3: '0.156',
  i3en: '0.226',
  i4i: '0.172',
  z1d: '0.186',
};
/** Sizes that are not in proportion, Linux on-demand per hour in us-east-1. */
export const EC2_EXACT: Readonly<Record<string, string>> = {
  't2.small': '0.023',
  't2.nano': '0.0058',
  'm1.small': '0.044',
  'm1.medium': '0.087',
  'm3.medium': '0.067',
  'c1.medium': '0.13',
  'c1.xlarge': '0.52',
  'm2.xlarge': '0.245',
  'm2.2xlarge': '0.49',
  'm2.4xlarge': '0.98',
  't1.micro': '0.02',
  'c4.xlarge': '0.199',
  'c4.2xlarge': '0.398',
  'c4.4xlarge': '0.796',
  'c4.8xlarge': '1.591',
  'g4dn.xlarge': '0.526',
  'g4dn.2xlarge': '0.752',
  'g4dn.4xlarge': '1.204',
  'g4dn.8xlarge': '2.176',
  'g4dn.12xlarge': '3.912',
  'g4dn.16xlarge': '4.352',
  'g5.xlarge': '1.006',
};
/** Windows on-demand per hour in us-east-1 of the T families, whose licence is not by vCPU. */
export const EC2_WINDOWS_EXACT: Readonly<Record<string, string>> = {
  't2.nano': '0.0081',
  't2.micro': '0.0162',
  't2.small': '0.032',
  't2.medium': '0.0644',
  't2.large': '0.1208',
  't3.nano': '0.0098',
  't3.micro': '0.0196',
  't3.small': '0.0392',
  't3.medium': '0.06',
  't3.large': '0.1108',
  't3.xlarge': '0.24',
  't3.2xlarge': '0.48',
};
/** Windows licence per vCPU-hour, all regions but for the T families. */
export const WINDOWS_PER_VCPU = '0.046';
/** Surplus CPU credits per vCPU-hour. */
export const CPU_CREDITS: Readonly<Record<string, { linux: string; windows: string }>> = {
  t2: { linux: '0.05', windows: '0.096' },
  t3: { linux: '0.05', windows: '0.096' },
  t3a: { linux: '0.05', windows: '0.096' },
  t4g: { linux: '0.04', windows: '0.04' },
};

/** Single-AZ on-demand per hour of the `large` size in us-east-1: MySQL and MariaDB, PostgreSQL, Aurora. */
export const RDS_LARGE: Readonly<
  Record<string, readonly [mysql: string, postgres: string, aurora: string | null]>
> = {
  t2: ['0.136', '0.145', null],
  t3: ['0.136', '0.145', '0.164'],
  t4g: ['0.129', '0.129', '0.146'],
  m3: ['0.185', '0.195', null],
  m4: ['0.175', '0.182', null],
  m5: ['0.171', '0.178', null],
  m6g: ['0.152', '0.159', null],
  m6i: ['0.171', '0.178', null],
  m7g: ['0.168', '0.168', null],
  r3: ['0.24', '0.25', '0.29'],
  r4: ['0.24', '0.25', '0.29'],
  r5: ['0.24', '0.25', '0.29'],
  r6g: ['0.215', '0.225', '0.26'],
  r6i: ['0.24', '0.25', '0.29'],
  r7g: ['0.239', '0.239', '0.276'],
};
/** us-east-1, Single-AZ; Multi-AZ is twice that. */
export const RDS_STORAGE: Readonly<Record<string, string>> = {
  gp2: '0.115',
  gp3: '0.115',
  io1: '0.125',
  io2: '0.125',
  standard: '0.10',
};
export const RDS_IOPS: Readonly<Record<string, string>> = { io1: '0.10', io2: '0.10', gp3: '0.02' };
export const RDS_BACKUP = { rds: '0.095', aurora: '0.021' } as const;
export const RDS_EXTENDED_SUPPORT = { '1-2': '0.10', '3': '0.20' } as const;
export const PUBLIC_IPV4 = '0.005';
export const SNAPSHOT_ARCHIVE = '0.0125';
