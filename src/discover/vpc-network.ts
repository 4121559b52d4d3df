/** Answers about what connects VPCs as inventory rows. */
import { DescribeTransitGatewayAttachmentsCommand, DescribeVpnConnectionsCommand } from '@aws-sdk/client-ec2';
import type { tables } from '../../contracts/inventory/vpc-network.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, tagsOf, text } from './read.ts';

const nextToken = (page: { NextToken?: string | undefined }): string | undefined => page.NextToken;

export const collectors: Collectors<keyof typeof tables> = {
  async *ec2_transit_gateway_attachments(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('ec2', new DescribeTransitGatewayAttachmentsCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.TransitGatewayAttachments ?? []).flatMap((a) =>
        a.TransitGatewayAttachmentId
          ? [
              {
                ...scopeOf(r),
                attachment_id: a.TransitGatewayAttachmentId,
                transit_gateway_id: text(a.TransitGatewayId),
                transit_gateway_owner_id: text(a.TransitGatewayOwnerId),
                resource_owner_id: text(a.ResourceOwnerId),
                resource_type: text(a.ResourceType),
                resource_id: text(a.ResourceId),
                state: text(a.State),
                created_at: instantOrNull(a.CreationTime),
                tags: tagsOf(a.Tags),
              },
            ]
          : [],
      );
  },

  // The action has no pages.
  async *ec2_vpn_connections(r) {
    const { VpnConnections = [] } = await r.send('ec2', new DescribeVpnConnectionsCommand({}));
    yield VpnConnections.flatMap((v) =>
      v.VpnConnectionId
        ? [
            {
              ...scopeOf(r),
              vpn_connection_id: v.VpnConnectionId,
              state: text(v.State),
              customer_gateway_id: text(v.CustomerGatewayId),
              vpn_gateway_id: text(v.VpnGatewayId),
              transit_gateway_id: text(v.TransitGatewayId),
              tags: tagsOf(v.Tags),
            },
          ]
        : [],
    );
  },
};
