/** EC2's answers as inventory rows. Page sizes are the most that each action gives. */
import {
  DescribeAddressesCommand,
  DescribeCapacityReservationsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcEndpointsCommand,
  type IpPermission,
  type Route,
} from '@aws-sdk/client-ec2';
import { GRAVITON, type tables } from '../../contracts/inventory/ec2.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { distinct, instantOrNull, present, scopeOf, tagsOf, text, whole, wholeOrNull } from './read.ts';

const nextToken = (page: { NextToken?: string | undefined }): string | undefined => page.NextToken;

/** The filter `instance-type` takes 200 values and wildcards. */
const FAMILIES_PER_CALL = 200;

const groupsOf = (permissions: readonly IpPermission[] | undefined): (string | undefined)[] =>
  (permissions ?? []).flatMap((p) => (p.UserIdGroupPairs ?? []).map((g) => g.GroupId));

const targetOf = (r: Route): string =>
  text(
    r.NatGatewayId ??
      r.TransitGatewayId ??
      r.VpcPeeringConnectionId ??
      r.EgressOnlyInternetGatewayId ??
      r.LocalGatewayId ??
      r.CarrierGatewayId ??
      r.CoreNetworkArn ??
      r.OdbNetworkArn ??
      r.GatewayId ??
      r.NetworkInterfaceId ??
      r.InstanceId,
  );

const latest = (dates: readonly (Date | undefined)[]): string | null =>
  present(dates.map((d) => instantOrNull(d) ?? ''))
    .sort()
    .at(-1) ?? null;

export const collectors: Collectors<keyof typeof tables> = {
  async *ec2_instances(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeInstancesCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.Reservations ?? [])
        .flatMap((reservation) => reservation.Instances ?? [])
        .flatMap((i) => {
          if (!i.InstanceId || i.State?.Name === 'terminated') return [];
          const interfaces = i.NetworkInterfaces ?? [];
          const groups = [...(i.SecurityGroups ?? []), ...interfaces.flatMap((n) => n.Groups ?? [])];
          return [
            {
              ...scopeOf(r),
              instance_id: i.InstanceId,
              instance_type: text(i.InstanceType),
              state: text(i.State?.Name),
              image_id: text(i.ImageId),
              vpc_id: text(i.VpcId),
              subnet_id: text(i.SubnetId),
              availability_zone: text(i.Placement?.AvailabilityZone),
              // Platform is given for Windows alone, also where the details are not
              platform_details: i.PlatformDetails ?? (i.Platform ? 'Windows' : ''),
              usage_operation: text(i.UsageOperation),
              tenancy: i.Placement?.Tenancy ?? 'default',
              architecture: text(i.Architecture),
              lifecycle: text(i.InstanceLifecycle),
              marketplace_codes: distinct(
                (i.ProductCodes ?? []).flatMap((c) =>
                  c.ProductCodeType === 'marketplace' ? [c.ProductCodeId] : [],
                ),
              ),
              root_device_name: text(i.RootDeviceName),
              launch_time: instantOrNull(i.LaunchTime) ?? r.asOf,
              state_transition_reason: text(i.StateTransitionReason),
              http_tokens: text(i.MetadataOptions?.HttpTokens),
              http_endpoint: text(i.MetadataOptions?.HttpEndpoint),
              security_group_ids: distinct(groups.map((g) => g.GroupId)),
              volume_ids: distinct((i.BlockDeviceMappings ?? []).map((b) => b.Ebs?.VolumeId)),
              public_ip: text(i.PublicIpAddress),
              ipv6_addresses: distinct(
                interfaces.flatMap((n) => (n.Ipv6Addresses ?? []).map((a) => a.Ipv6Address)),
              ),
              tags: tagsOf(i.Tags),
            },
          ];
        });
  },

  async *ec2_instance_types(r) {
    const inUse = new Set(r.rows('ec2_instances').map((i) => i.instance_type.split('.')[0] ?? ''));
    const families = [...new Set([...inUse].flatMap((f) => [f, ...(GRAVITON[f] ?? [])]))]
      .map((f) => `${f}.*`)
      .sort();
    for (let at = 0; at < families.length; at += FAMILIES_PER_CALL) {
      const Filters = [{ Name: 'instance-type', Values: families.slice(at, at + FAMILIES_PER_CALL) }];
      const ask = (NextToken: string | undefined) =>
        r.send('ec2', new DescribeInstanceTypesCommand({ Filters, MaxResults: 100, NextToken }));
      for await (const page of pages(ask, nextToken))
        yield (page.InstanceTypes ?? []).flatMap((t) =>
          t.InstanceType
            ? [
                {
                  ...scopeOf(r),
                  instance_type: t.InstanceType,
                  bare_metal: t.BareMetal ?? false,
                  burstable: t.BurstablePerformanceSupported ?? false,
                  hypervisor: text(t.Hypervisor),
                  vcpus: whole(t.VCpuInfo?.DefaultVCpus),
                  memory_mib: whole(t.MemoryInfo?.SizeInMiB),
                  architectures: present(t.ProcessorInfo?.SupportedArchitectures),
                },
              ]
            : [],
        );
    }
  },

  async *ec2_security_groups(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeSecurityGroupsCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.SecurityGroups ?? []).flatMap((g) =>
        g.GroupId
          ? [
              {
                ...scopeOf(r),
                group_id: g.GroupId,
                group_name: text(g.GroupName),
                description: text(g.Description),
                vpc_id: text(g.VpcId),
                ingress: (g.IpPermissions ?? []).map((p) => ({
                  protocol: text(p.IpProtocol),
                  from_port: wholeOrNull(p.FromPort),
                  to_port: wholeOrNull(p.ToPort),
                  cidrs: present([
                    ...(p.IpRanges ?? []).map((x) => x.CidrIp),
                    ...(p.Ipv6Ranges ?? []).map((x) => x.CidrIpv6),
                  ]),
                  prefix_list_ids: present((p.PrefixListIds ?? []).map((x) => x.PrefixListId)),
                  group_ids: distinct(groupsOf([p])),
                })),
                referenced_group_ids: distinct([
                  ...groupsOf(g.IpPermissions),
                  ...groupsOf(g.IpPermissionsEgress),
                ]),
                tags: tagsOf(g.Tags),
              },
            ]
          : [],
      );
  },

  async *ec2_network_interfaces(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeNetworkInterfacesCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.NetworkInterfaces ?? []).flatMap((n) =>
        n.NetworkInterfaceId
          ? [
              {
                ...scopeOf(r),
                network_interface_id: n.NetworkInterfaceId,
                interface_type: text(n.InterfaceType),
                status: text(n.Status),
                vpc_id: text(n.VpcId),
                subnet_id: text(n.SubnetId),
                availability_zone: text(n.AvailabilityZone),
                instance_id: text(n.Attachment?.InstanceId),
                requester_managed: n.RequesterManaged ?? false,
                description: text(n.Description),
                group_ids: distinct((n.Groups ?? []).map((g) => g.GroupId)),
                tags: tagsOf(n.TagSet),
              },
            ]
          : [],
      );
  },

  // Without an id the action describes every template's versions, by these two names only.
  async *ec2_launch_template_versions(r) {
    const ask = (NextToken: string | undefined) =>
      r.send(
        'ec2',
        new DescribeLaunchTemplateVersionsCommand({
          Versions: ['$Default', '$Latest'],
          MaxResults: 200,
          NextToken,
        }),
      );
    for await (const page of pages(ask, nextToken))
      yield (page.LaunchTemplateVersions ?? []).flatMap((v) =>
        v.LaunchTemplateId && v.VersionNumber !== undefined
          ? [
              {
                ...scopeOf(r),
                launch_template_id: v.LaunchTemplateId,
                version: whole(v.VersionNumber),
                image_id: text(v.LaunchTemplateData?.ImageId),
                security_group_ids: distinct([
                  ...(v.LaunchTemplateData?.SecurityGroupIds ?? []),
                  ...(v.LaunchTemplateData?.NetworkInterfaces ?? []).flatMap((n) => n.Groups ?? []),
                ]),
              },
            ]
          : [],
      );
  },

  async *ec2_volumes(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeVolumesCommand({ MaxResults: 500, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.Volumes ?? []).flatMap((v) =>
        v.VolumeId
          ? [
              {
                ...scopeOf(r),
                volume_id: v.VolumeId,
                volume_type: text(v.VolumeType),
                size_gib: whole(v.Size),
                iops: wholeOrNull(v.Iops),
                throughput_mibps: wholeOrNull(v.Throughput),
                state: text(v.State),
                encrypted: v.Encrypted ?? false,
                create_time: instantOrNull(v.CreateTime) ?? r.asOf,
                availability_zone: text(v.AvailabilityZone),
                attachments: (v.Attachments ?? []).map((a) => ({
                  instance_id: text(a.InstanceId),
                  state: text(a.State),
                })),
                attached_at: latest((v.Attachments ?? []).map((a) => a.AttachTime)),
                devices: distinct((v.Attachments ?? []).map((a) => a.Device)),
                multi_attach: v.MultiAttachEnabled ?? false,
                snapshot_id: text(v.SnapshotId),
                tags: tagsOf(v.Tags),
              },
            ]
          : [],
      );
  },

  async *ec2_snapshots(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeSnapshotsCommand({ OwnerIds: ['self'], MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.Snapshots ?? []).flatMap((s) =>
        s.SnapshotId
          ? [
              {
                ...scopeOf(r),
                snapshot_id: s.SnapshotId,
                volume_id: text(s.VolumeId),
                volume_size_gib: whole(s.VolumeSize),
                full_snapshot_bytes: wholeOrNull(s.FullSnapshotSizeInBytes),
                state: text(s.State),
                storage_tier: s.StorageTier ?? 'standard',
                start_time: instantOrNull(s.StartTime) ?? r.asOf,
                encrypted: s.Encrypted ?? false,
                description: text(s.Description),
                tags: tagsOf(s.Tags),
              },
            ]
          : [],
      );
  },

  async *ec2_images(r) {
    const ask = (NextToken: string | undefined) =>
      r.send(
        'ec2',
        new DescribeImagesCommand({ Owners: ['self'], IncludeDisabled: true, MaxResults: 1000, NextToken }),
      );
    for await (const page of pages(ask, nextToken))
      yield (page.Images ?? []).flatMap((i) =>
        i.ImageId
          ? [
              {
                ...scopeOf(r),
                image_id: i.ImageId,
                name: text(i.Name),
                state: text(i.State),
                created_at: i.CreationDate ? instantOrNull(new Date(i.CreationDate)) : null,
                last_launched_at: i.LastLaunchedTime ? instantOrNull(new Date(i.LastLaunchedTime)) : null,
                public: i.Public ?? false,
                protected: (i.DeregistrationProtection ?? 'disabled') !== 'disabled',
                description: text(i.Description),
                snapshot_ids: distinct((i.BlockDeviceMappings ?? []).map((b) => b.Ebs?.SnapshotId)),
                tags: tagsOf(i.Tags),
              },
            ]
          : [],
      );
  },

  async *ec2_capacity_reservations(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeCapacityReservationsCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.CapacityReservations ?? []).flatMap((c) =>
        c.CapacityReservationId
          ? [
              {
                ...scopeOf(r),
                capacity_reservation_id: c.CapacityReservationId,
                owner_id: c.OwnerId ?? r.accountId,
                reservation_type: c.ReservationType ?? 'default',
                instance_type: text(c.InstanceType),
                instance_platform: text(c.InstancePlatform),
                tenancy: c.Tenancy ?? 'default',
                availability_zone: text(c.AvailabilityZone),
                state: text(c.State),
                total_count: whole(c.TotalInstanceCount),
                available_count: whole(c.AvailableInstanceCount),
                outpost_arn: text(c.OutpostArn),
                started_at: instantOrNull(c.StartDate ?? c.CreateDate),
                committed_until: instantOrNull(c.CommitmentInfo?.CommitmentEndDate),
                tags: tagsOf(c.Tags),
              },
            ]
          : [],
      );
  },

  // The action has no pages.
  async *ec2_addresses(r) {
    const { Addresses = [] } = await r.send('ec2', new DescribeAddressesCommand({}));
    yield Addresses.flatMap((a) => {
      const id = a.AllocationId ?? a.PublicIp;
      return id
        ? [
            {
              ...scopeOf(r),
              allocation_id: id,
              public_ip: text(a.PublicIp),
              association_id: text(a.AssociationId),
              instance_id: text(a.InstanceId),
              network_interface_id: text(a.NetworkInterfaceId),
              public_ipv4_pool: a.PublicIpv4Pool ?? 'amazon',
              service_managed: text(a.ServiceManaged),
              tags: tagsOf(a.Tags),
            },
          ]
        : [];
    });
  },

  async *ec2_nat_gateways(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeNatGatewaysCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.NatGateways ?? []).flatMap((n) =>
        n.NatGatewayId
          ? [
              {
                ...scopeOf(r),
                nat_gateway_id: n.NatGatewayId,
                state: text(n.State),
                vpc_id: text(n.VpcId),
                subnet_id: text(n.SubnetId),
                connectivity_type: n.ConnectivityType ?? 'public',
                availability_mode: n.AvailabilityMode ?? 'zonal',
                allocation_ids: distinct((n.NatGatewayAddresses ?? []).map((a) => a.AllocationId)),
                network_interface_ids: distinct(
                  (n.NatGatewayAddresses ?? []).map((a) => a.NetworkInterfaceId),
                ),
                created_at: instantOrNull(n.CreateTime) ?? r.asOf,
                tags: tagsOf(n.Tags),
              },
            ]
          : [],
      );
  },

  async *ec2_route_tables(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeRouteTablesCommand({ MaxResults: 100, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.RouteTables ?? []).flatMap((t) => {
        const associations = t.Associations ?? [];
        const routes = t.Routes ?? [];
        return t.RouteTableId
          ? [
              {
                ...scopeOf(r),
                route_table_id: t.RouteTableId,
                vpc_id: text(t.VpcId),
                main: associations.some((a) => a.Main === true),
                subnet_ids: distinct(associations.map((a) => a.SubnetId)),
                nat_gateway_ids: distinct(routes.map((x) => x.NatGatewayId)),
                routes: routes.map((x) => ({
                  destination: text(
                    x.DestinationCidrBlock ?? x.DestinationIpv6CidrBlock ?? x.DestinationPrefixListId,
                  ),
                  target: targetOf(x),
                  state: text(x.State),
                })),
              },
            ]
          : [];
      });
  },

  async *ec2_subnets(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeSubnetsCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.Subnets ?? []).flatMap((s) =>
        s.SubnetId
          ? [
              {
                ...scopeOf(r),
                subnet_id: s.SubnetId,
                vpc_id: text(s.VpcId),
                availability_zone: text(s.AvailabilityZone),
              },
            ]
          : [],
      );
  },

  async *ec2_vpc_endpoints(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeVpcEndpointsCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.VpcEndpoints ?? []).flatMap((e) =>
        e.VpcEndpointId
          ? [
              {
                ...scopeOf(r),
                vpc_endpoint_id: e.VpcEndpointId,
                vpc_id: text(e.VpcId),
                endpoint_type: text(e.VpcEndpointType),
                service_name: text(e.ServiceName),
                state: text(e.State).toLowerCase(),
                route_table_ids: present(e.RouteTableIds),
                subnet_ids: present(e.SubnetIds),
                network_interface_ids: present(e.NetworkInterfaceIds),
                service_region: text(e.ServiceRegion),
                requester_managed: e.RequesterManaged ?? false,
                created_at: instantOrNull(e.CreationTimestamp),
                tags: tagsOf(e.Tags),
              },
            ]
          : [],
      );
  },
};
