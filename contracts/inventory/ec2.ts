/** Inventory of Amazon EC2, EBS and VPC: only the fields that checks use. */
import { bool, int32, int64, list, map, nullable, type RowOf, struct, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const tags = map(text('tag value'), 'Tags with their original keys');
const ec2Arn =
  (kind: string) =>
  (partition: string, region: string, accountId: string, id: string): string =>
    `arn:${partition}:ec2:${region}:${accountId}:${kind}/${id}`;

const EC2 = ['AmazonEC2'];
/** Lines of traffic stand on the resource that sent it. */
const traffic = { part: 'data_transfer', services: EC2, usage: 'DataTransfer|-Bytes$' };

const ec2Instances = inventoryTable({
  name: 'ec2_instances',
  comment: 'EC2 instances in every state but terminated (DescribeInstances)',
  service: 'ec2',
  iamActions: ['ec2:DescribeInstances'],
  sortBy: ['instance_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'instance',
    idColumn: 'instance_id',
    availabilityZoneColumn: 'availability_zone',
    arn: (r, p) => ec2Arn('instance')(p, r.region, r.account_id, r.instance_id),
    billed: [
      {
        part: 'compute',
        services: EC2,
        usage:
          'BoxUsage|SpotUsage|DedicatedUsage|HostBoxUsage|SchedUsage|UnusedBox|UnusedDed|CPUCredits|EBSOptimized',
      },
      traffic,
    ],
  },
  columns: {
    instance_id: text('i-…'),
    instance_type: text('e.g. m5.large'),
    state: text('pending | running | shutting-down | stopping | stopped'),
    image_id: text('AMI it was launched from, empty when unknown'),
    vpc_id: text('VPC, empty for none'),
    subnet_id: text('Subnet, empty for none'),
    availability_zone: text('Availability Zone name'),
    platform_details: text('PlatformDetails as the API says it, e.g. Linux/UNIX, Windows; empty when absent'),
    usage_operation: text('UsageOperation, e.g. RunInstances:0002; empty when absent'),
    tenancy: text('default | dedicated | host'),
    architecture: text('x86_64 | arm64 | …'),
    lifecycle: text('spot | scheduled | capacity-block, empty for on-demand'),
    marketplace_codes: list(text('product code'), 'Product codes of AWS Marketplace'),
    root_device_name: text('Device it boots from, e.g. /dev/xvda; empty when unknown'),
    launch_time: timestamp('Last start; a restart resets it'),
    state_transition_reason: text('e.g. User initiated (2026-06-01 08:00:00 GMT)'),
    http_tokens: text('IMDS: required | optional, empty when the API does not say'),
    http_endpoint: text('IMDS: enabled | disabled, empty when the API does not say'),
    security_group_ids: list(text('sg-…'), 'Security groups of all its network interfaces'),
    volume_ids: list(text('vol-…'), 'Attached EBS volumes'),
    public_ip: text('Public IPv4 address, empty for none'),
    ipv6_addresses: list(text('address'), 'IPv6 addresses'),
    tags,
  },
});

const ec2InstanceTypes = inventoryTable({
  name: 'ec2_instance_types',
  comment:
    'Instance types of the families in use and of their Graviton counterparts, as this region offers them (DescribeInstanceTypes)',
  service: 'ec2',
  iamActions: ['ec2:DescribeInstanceTypes'],
  after: ['ec2_instances'],
  sortBy: ['instance_type'],
  columns: {
    instance_type: text('e.g. m5.large'),
    bare_metal: bool('Bare metal'),
    burstable: bool('Burstable performance (CPU credits)'),
    hypervisor: text('nitro | xen, empty for bare metal'),
    vcpus: int32('Default vCPUs'),
    memory_mib: int64('Memory in MiB'),
    architectures: list(text('architecture'), 'Supported architectures'),
  },
});

const ec2SecurityGroups = inventoryTable({
  name: 'ec2_security_groups',
  comment: 'Security groups (DescribeSecurityGroups)',
  service: 'ec2',
  iamActions: ['ec2:DescribeSecurityGroups'],
  sortBy: ['group_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'security_group',
    idColumn: 'group_id',
    arn: (r, p) => ec2Arn('security-group')(p, r.region, r.account_id, r.group_id),
    billed: [],
  },
  columns: {
    group_id: text('sg-…'),
    group_name: text('Group name'),
    description: text('Description'),
    vpc_id: text('VPC'),
    ingress: list(
      struct(
        {
          protocol: text('-1 for all, tcp, udp, icmp, icmpv6 or a protocol number'),
          from_port: nullable(int32('First port, null for all')),
          to_port: nullable(int32('Last port, null for all')),
          cidrs: list(text('CIDR'), 'IPv4 and IPv6 ranges'),
          prefix_list_ids: list(text('pl-…'), 'Managed prefix lists'),
          group_ids: list(text('sg-…'), 'Source groups'),
        },
        'One ingress permission',
      ),
      'Ingress permissions',
    ),
    referenced_group_ids: list(
      text('sg-…'),
      'Groups named by its ingress and egress permissions, itself included',
    ),
    tags,
  },
});

const ec2NetworkInterfaces = inventoryTable({
  name: 'ec2_network_interfaces',
  comment: 'Network interfaces (DescribeNetworkInterfaces)',
  service: 'ec2',
  iamActions: ['ec2:DescribeNetworkInterfaces'],
  sortBy: ['network_interface_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'network_interface',
    idColumn: 'network_interface_id',
    availabilityZoneColumn: 'availability_zone',
    arn: (r, p) => ec2Arn('network-interface')(p, r.region, r.account_id, r.network_interface_id),
    billed: [],
  },
  columns: {
    network_interface_id: text('eni-…'),
    interface_type: text('interface | nat_gateway | lambda | …'),
    status: text('available | in-use | …'),
    vpc_id: text('VPC'),
    subnet_id: text('Subnet'),
    availability_zone: text('Availability Zone name'),
    instance_id: text('Attached instance, empty for none'),
    requester_managed: bool('Made by an AWS service'),
    description: text('Description'),
    group_ids: list(text('sg-…'), 'Security groups'),
    tags,
  },
});

const ec2LaunchTemplateVersions = inventoryTable({
  name: 'ec2_launch_template_versions',
  comment: 'Default and latest version of every launch template (DescribeLaunchTemplateVersions)',
  service: 'ec2',
  iamActions: ['ec2:DescribeLaunchTemplateVersions'],
  sortBy: ['launch_template_id', 'version'],
  columns: {
    launch_template_id: text('lt-…'),
    version: int64('Version number'),
    image_id: text('AMI, empty when not set'),
    security_group_ids: list(text('sg-…'), 'Security groups, those of its network interfaces included'),
  },
});

const ec2Volumes = inventoryTable({
  name: 'ec2_volumes',
  comment: 'EBS volumes (DescribeVolumes)',
  service: 'ec2',
  iamActions: ['ec2:DescribeVolumes'],
  sortBy: ['volume_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'ebs_volume',
    idColumn: 'volume_id',
    availabilityZoneColumn: 'availability_zone',
    arn: (r, p) => ec2Arn('volume')(p, r.region, r.account_id, r.volume_id),
    billed: [{ part: 'storage', services: EC2, usage: 'EBS:Volume' }],
  },
  columns: {
    volume_id: text('vol-…'),
    volume_type: text('gp2 | gp3 | io1 | io2 | st1 | sc1 | standard'),
    size_gib: int32('Size in GiB'),
    iops: nullable(int32('Provisioned or baseline IOPS, null when the type has none')),
    throughput_mibps: nullable(int32('Provisioned throughput in MiB/s, gp3 only')),
    state: text('creating | available | in-use | deleting | deleted | error'),
    encrypted: bool('Encrypted at rest'),
    create_time: timestamp('Created at'),
    availability_zone: text('Availability Zone name'),
    attachments: list(
      struct(
        { instance_id: text('i-…'), state: text('attached | attaching | detaching | busy') },
        'One attachment',
      ),
      'Attachments',
    ),
    attached_at: nullable(timestamp('Latest of its attachments, null for none')),
    devices: list(text('device name'), 'What its instances call it, e.g. /dev/sdf'),
    multi_attach: bool('Multi-Attach enabled'),
    snapshot_id: text('Snapshot it was made from, empty for none'),
    tags,
  },
});

const ec2Snapshots = inventoryTable({
  name: 'ec2_snapshots',
  comment: 'EBS snapshots owned by the account (DescribeSnapshots, OwnerIds self)',
  service: 'ec2',
  iamActions: ['ec2:DescribeSnapshots'],
  sortBy: ['snapshot_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'ebs_snapshot',
    idColumn: 'snapshot_id',
    arn: (r, p) => ec2Arn('snapshot')(p, r.region, r.account_id, r.snapshot_id),
    billed: [{ part: 'snapshots', services: EC2, usage: 'EBS:Snapshot' }],
  },
  columns: {
    snapshot_id: text('snap-…'),
    volume_id: text('Source volume; vol-ffffffff for a copy'),
    volume_size_gib: int32('Size of the source volume in GiB: an upper bound of what is stored'),
    full_snapshot_bytes: nullable(int64('Bytes of all blocks behind it, null when the API does not say')),
    state: text('pending | completed | error | recoverable | recovering'),
    storage_tier: text('standard | archive'),
    start_time: timestamp('Started at'),
    encrypted: bool('Encrypted at rest'),
    description: text('Description'),
    tags,
  },
});

const ec2Images = inventoryTable({
  name: 'ec2_images',
  comment: 'AMIs owned by the account (DescribeImages, Owners self)',
  service: 'ec2',
  iamActions: ['ec2:DescribeImages'],
  sortBy: ['image_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'image',
    idColumn: 'image_id',
    arn: (r, p) => `arn:${p}:ec2:${r.region}::image/${r.image_id}`,
    billed: [],
  },
  columns: {
    image_id: text('ami-…'),
    name: text('Name'),
    state: text('available | disabled | …'),
    created_at: nullable(timestamp('Created at')),
    last_launched_at: nullable(
      timestamp('Last time that any account launched it, a day late; null for never since 2017'),
    ),
    public: bool('Anybody may launch it'),
    protected: bool('Protected against deregistration'),
    description: text('Description'),
    snapshot_ids: list(text('snap-…'), 'Snapshots behind its block devices'),
    tags,
  },
});

const ec2Addresses = inventoryTable({
  name: 'ec2_addresses',
  comment: 'Elastic IP addresses (DescribeAddresses)',
  service: 'ec2',
  iamActions: ['ec2:DescribeAddresses'],
  sortBy: ['allocation_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'elastic_ip',
    idColumn: 'allocation_id',
    arn: (r, p) => ec2Arn('elastic-ip')(p, r.region, r.account_id, r.allocation_id),
    billed: [{ part: 'hours', services: ['AmazonVPC', 'AmazonEC2'], usage: 'PublicIPv4:|ElasticIP:' }],
  },
  columns: {
    allocation_id: text('eipalloc-…'),
    public_ip: text('Address'),
    association_id: text('Empty when not associated'),
    instance_id: text('Associated instance, empty for none'),
    network_interface_id: text('Associated network interface, empty for none'),
    public_ipv4_pool: text(
      'amazon, or the id of a pool brought by the customer (which AWS does not charge for)',
    ),
    service_managed: text('Service that manages it (alb, nlb, rnat, rds …), empty for none'),
    tags,
  },
});

const ec2NatGateways = inventoryTable({
  name: 'ec2_nat_gateways',
  comment: 'NAT gateways in every state the API lists (DescribeNatGateways)',
  service: 'ec2',
  iamActions: ['ec2:DescribeNatGateways'],
  sortBy: ['nat_gateway_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'nat_gateway',
    idColumn: 'nat_gateway_id',
    arn: (r, p) => ec2Arn('natgateway')(p, r.region, r.account_id, r.nat_gateway_id),
    billed: [
      { part: 'hours', services: EC2, usage: 'NatGateway-Hours' },
      { part: 'data_processing', services: EC2, usage: 'NatGateway-Bytes' },
      traffic,
    ],
  },
  columns: {
    nat_gateway_id: text('nat-…'),
    state: text('pending | failed | available | deleting | deleted'),
    vpc_id: text('VPC'),
    subnet_id: text('Subnet, empty for a regional gateway'),
    connectivity_type: text('public | private'),
    availability_mode: text('zonal | regional'),
    allocation_ids: list(text('eipalloc-…'), 'Its Elastic IP addresses'),
    network_interface_ids: list(text('eni-…'), 'Its network interfaces'),
    created_at: timestamp('Created at'),
    tags,
  },
});

const ec2RouteTables = inventoryTable({
  name: 'ec2_route_tables',
  comment: 'Route tables (DescribeRouteTables)',
  service: 'ec2',
  iamActions: ['ec2:DescribeRouteTables'],
  sortBy: ['route_table_id'],
  columns: {
    route_table_id: text('rtb-…'),
    vpc_id: text('VPC'),
    main: bool('Main route table of its VPC: subnets without an explicit association use it'),
    subnet_ids: list(text('subnet-…'), 'Explicitly associated subnets'),
    nat_gateway_ids: list(text('nat-…'), 'NAT gateways that a route names'),
    routes: list(
      struct(
        {
          destination: text('CIDR or prefix list id'),
          target: text('Id of the target: nat-…, igw-…, vpce-…, local'),
          state: text('active | blackhole'),
        },
        'One route',
      ),
      'Routes',
    ),
  },
});

const ec2Subnets = inventoryTable({
  name: 'ec2_subnets',
  comment: 'Subnets (DescribeSubnets)',
  service: 'ec2',
  iamActions: ['ec2:DescribeSubnets'],
  sortBy: ['subnet_id'],
  columns: {
    subnet_id: text('subnet-…'),
    vpc_id: text('VPC'),
    availability_zone: text('Availability Zone name'),
  },
});

const ec2VpcEndpoints = inventoryTable({
  name: 'ec2_vpc_endpoints',
  comment: 'VPC endpoints (DescribeVpcEndpoints)',
  service: 'ec2',
  iamActions: ['ec2:DescribeVpcEndpoints'],
  sortBy: ['vpc_endpoint_id'],
  resource: {
    service: 'AmazonVPC',
    type: 'vpc_endpoint',
    idColumn: 'vpc_endpoint_id',
    arn: (r, p) => ec2Arn('vpc-endpoint')(p, r.region, r.account_id, r.vpc_endpoint_id),
    billed: [
      { part: 'hours', services: ['AmazonVPC'], usage: 'VpcEndpoint-(GWLBE-)?Hours' },
      { part: 'data_processing', services: ['AmazonVPC'], usage: 'VpcEndpoint-(GWLBE-)?Bytes' },
    ],
  },
  columns: {
    vpc_endpoint_id: text('vpce-…'),
    vpc_id: text('VPC'),
    endpoint_type: text('Gateway | Interface | GatewayLoadBalancer | …'),
    service_name: text('e.g. com.amazonaws.eu-west-1.s3'),
    state: text('available | pending | deleted | … (lower case)'),
    route_table_ids: list(text('rtb-…'), 'Route tables of a gateway endpoint'),
    subnet_ids: list(text('subnet-…'), 'Subnets of an interface endpoint, one per zone'),
    network_interface_ids: list(text('eni-…'), 'Its network interfaces, one per subnet'),
    service_region: text('Region of the service, empty when the API does not say'),
    requester_managed: bool('A service of AWS made it and keeps it'),
    created_at: nullable(timestamp('CreationTimestamp')),
    tags,
  },
});

const ec2CapacityReservations = inventoryTable({
  name: 'ec2_capacity_reservations',
  comment: 'On-Demand Capacity Reservations and Capacity Blocks (DescribeCapacityReservations)',
  service: 'ec2',
  iamActions: ['ec2:DescribeCapacityReservations'],
  sortBy: ['capacity_reservation_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'capacity_reservation',
    idColumn: 'capacity_reservation_id',
    availabilityZoneColumn: 'availability_zone',
    arn: (r, p) => ec2Arn('capacity-reservation')(p, r.region, r.account_id, r.capacity_reservation_id),
    billed: [{ part: 'hours', services: EC2, usage: 'UnusedBox|UnusedDed|Reservation' }],
  },
  columns: {
    capacity_reservation_id: text('cr-…'),
    owner_id: text('Account that pays for it: a shared one is listed in others too'),
    reservation_type: text('default | capacity-block'),
    instance_type: text('e.g. m5.large'),
    instance_platform: text('e.g. Linux/UNIX, Windows with SQL Server Standard'),
    tenancy: text('default | dedicated'),
    availability_zone: text('Availability Zone name'),
    state: text('active | expired | cancelled | pending | scheduled | …'),
    total_count: int32('Instances reserved'),
    available_count: int32('Instances reserved and not used now, by any account'),
    outpost_arn: text('Outpost, empty for none'),
    started_at: nullable(timestamp('Active since, or created')),
    committed_until: nullable(timestamp('Until when it cannot be cancelled, null for no commitment')),
    tags,
  },
});

/**
 * Graviton families that take the place of an x86 family, cheapest first: the same size has as many vCPUs and as much memory.
 * Families with other local disks, accelerators or clock speeds have none. Source: Amazon EC2 instance types guide.
 */
export const GRAVITON: Readonly<Record<string, readonly string[]>> = {
  t2: ['t4g'],
  t3: ['t4g'],
  t3a: ['t4g'],
  m5: ['m6g', 'm7g'],
  m5a: ['m6g', 'm7g'],
  m5d: ['m6gd', 'm7gd'],
  m6i: ['m7g'],
  m6a: ['m7g'],
  m6id: ['m7gd'],
  m7i: ['m8g', 'm7g'],
  m7a: ['m8g', 'm7g'],
  c5: ['c6g', 'c7g'],
  c5a: ['c6g', 'c7g'],
  c5d: ['c6gd', 'c7gd'],
  c6i: ['c7g'],
  c6a: ['c7g'],
  c6id: ['c7gd'],
  c7i: ['c8g', 'c7g'],
  c7a: ['c8g', 'c7g'],
  r5: ['r6g', 'r7g'],
  r5a: ['r6g', 'r7g'],
  r5d: ['r6gd', 'r7gd'],
  r6i: ['r7g'],
  r6a: ['r7g'],
  r6id: ['r7gd'],
  r7i: ['r8g', 'r7g'],
  r7a: ['r8g', 'r7g'],
};

type Instance = RowOf<typeof ec2Instances>;
const instance = metricSpec<Instance>();
const running = (r: Instance): boolean => r.state === 'running';
/** It has a tag that may say that it is not production, and neither a group nor a bid decides when it runs. */
const staged = (r: Instance): boolean =>
  r.lifecycle === '' &&
  r.tags['aws:autoscaling:groupName'] === undefined &&
  Object.keys(r.tags).some((k) => /^(env|environment|stage)$/i.test(k.trim()));
const burstable = (r: Instance): boolean => running(r) && /^t\d/.test(r.instance_type);
type Volume = RowOf<typeof ec2Volumes>;
const volume = metricSpec<Volume>();
/** Names that images give to the device they boot from. Source: EC2 User Guide, "Device names for volumes". */
const ROOT_DEVICES = ['/dev/xvda', '/dev/sda1', '/dev/sda'];
/** More is paid for than the least that its type has. */
const tunable = (r: Volume): boolean =>
  r.state === 'in-use' &&
  (r.volume_type === 'io1' ||
    r.volume_type === 'io2' ||
    (r.volume_type === 'gp3' && ((r.iops ?? 0) > 3000 || (r.throughput_mibps ?? 0) > 125)));
const ofVolume = {
  table: 'ec2_volumes',
  namespace: 'AWS/EBS',
  dimension: 'VolumeId',
  column: 'volume_id',
  period: 86400,
  days: 14,
  silentAtZero: false,
} as const;
/** On Nitro a datapoint is the sum of a minute, so that the maximum is the busiest minute. Source: EBS User Guide, "Amazon CloudWatch metrics for Amazon EBS". */
const busiestMinute = { ...ofVolume, statistic: 'Maximum', when: tunable } as const;
const ofDataVolume = {
  ...ofVolume,
  statistic: 'Sum',
  when: (r: Volume) => r.state === 'in-use' && !r.devices.some((d) => ROOT_DEVICES.includes(d)),
} as const;
const nat = metricSpec<RowOf<typeof ec2NatGateways>>();
const ofInstance = {
  table: 'ec2_instances',
  namespace: 'AWS/EC2',
  dimension: 'InstanceId',
  column: 'instance_id',
} as const;
const ofNat = {
  table: 'ec2_nat_gateways',
  namespace: 'AWS/NATGateway',
  dimension: 'NatGatewayId',
  column: 'nat_gateway_id',
  period: 86400,
  days: 14,
  silentAtZero: true,
  when: (r: { state: string }) => r.state === 'available',
} as const;

export const metrics = {
  ec2_instance_cpu_average: instance({
    ...ofInstance,
    metric: 'CPUUtilization',
    statistic: 'Average',
    period: 86400,
    days: 14,
    silentAtZero: false,
    when: running,
  }),
  ec2_instance_cpu_maximum: instance({
    ...ofInstance,
    metric: 'CPUUtilization',
    statistic: 'Maximum',
    period: 86400,
    days: 14,
    silentAtZero: false,
    when: running,
  }),
  ec2_instance_hourly_cpu: instance({
    ...ofInstance,
    metric: 'CPUUtilization',
    statistic: 'Average',
    period: 3600,
    days: 14,
    silentAtZero: false,
    when: (r) => running(r) && staged(r),
  }),
  ec2_instance_network_in: instance({
    ...ofInstance,
    metric: 'NetworkIn',
    statistic: 'Sum',
    period: 86400,
    days: 14,
    silentAtZero: false,
    when: running,
  }),
  ec2_instance_network_out: instance({
    ...ofInstance,
    metric: 'NetworkOut',
    statistic: 'Sum',
    period: 86400,
    days: 14,
    silentAtZero: false,
    when: running,
  }),
  ec2_instance_credit_balance: instance({
    ...ofInstance,
    metric: 'CPUCreditBalance',
    statistic: 'Minimum',
    period: 86400,
    days: 7,
    silentAtZero: false,
    when: burstable,
  }),
  ec2_instance_surplus_credits_charged: instance({
    ...ofInstance,
    metric: 'CPUSurplusCreditsCharged',
    statistic: 'Sum',
    period: 86400,
    days: 7,
    silentAtZero: false,
    when: burstable,
  }),
  // EBS publishes volume metrics only while a volume is attached: a datapoint dates the last attachment.
  ebs_volume_read_ops: volume({
    table: 'ec2_volumes',
    namespace: 'AWS/EBS',
    dimension: 'VolumeId',
    column: 'volume_id',
    metric: 'VolumeReadOps',
    statistic: 'Sum',
    period: 86400,
    days: 14,
    silentAtZero: false,
    when: (r) => r.state === 'available',
  }),
  ebs_volume_minute_read_ops: volume({ ...busiestMinute, metric: 'VolumeReadOps' }),
  ebs_volume_minute_write_ops: volume({ ...busiestMinute, metric: 'VolumeWriteOps' }),
  ebs_volume_minute_read_bytes: volume({ ...busiestMinute, metric: 'VolumeReadBytes' }),
  ebs_volume_minute_write_bytes: volume({ ...busiestMinute, metric: 'VolumeWriteBytes' }),
  ebs_volume_daily_read_ops: volume({ ...ofDataVolume, metric: 'VolumeReadOps' }),
  ebs_volume_daily_write_ops: volume({ ...ofDataVolume, metric: 'VolumeWriteOps' }),
  ec2_capacity_reservation_available: metricSpec<RowOf<typeof ec2CapacityReservations>>()({
    table: 'ec2_capacity_reservations',
    namespace: 'AWS/EC2CapacityReservations',
    metric: 'AvailableInstanceCount',
    dimension: 'CapacityReservationId',
    column: 'capacity_reservation_id',
    statistic: 'Minimum',
    period: 86400,
    days: 14,
    silentAtZero: false,
    when: (r) => r.state === 'active' && r.available_count > 0,
  }),
  nat_gateway_bytes_out_to_destination: nat({ ...ofNat, metric: 'BytesOutToDestination', statistic: 'Sum' }),
  nat_gateway_bytes_in_from_destination: nat({
    ...ofNat,
    metric: 'BytesInFromDestination',
    statistic: 'Sum',
  }),
  nat_gateway_active_connections: nat({ ...ofNat, metric: 'ActiveConnectionCount', statistic: 'Maximum' }),
} as const;

export const tables = {
  ec2_instances: ec2Instances,
  ec2_instance_types: ec2InstanceTypes,
  ec2_security_groups: ec2SecurityGroups,
  ec2_network_interfaces: ec2NetworkInterfaces,
  ec2_launch_template_versions: ec2LaunchTemplateVersions,
  ec2_volumes: ec2Volumes,
  ec2_snapshots: ec2Snapshots,
  ec2_images: ec2Images,
  ec2_capacity_reservations: ec2CapacityReservations,
  ec2_addresses: ec2Addresses,
  ec2_nat_gateways: ec2NatGateways,
  ec2_route_tables: ec2RouteTables,
  ec2_subnets: ec2Subnets,
  ec2_vpc_endpoints: ec2VpcEndpoints,
} as const;
