import check from '../../../../checks/aws/vpc-network/transit-gateway-attachment-idle.ts';
import { transitGatewayAttachmentHour } from '../../../../prices/aws/vpc-network.ts';
import { gatewayAttachment } from '../../../support/makers/vpc-network.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [transitGatewayAttachmentHour(REGION, {}), '0.05'] as const;
const silent = { transit_gateway_attachment_bytes_in: 0, transit_gateway_attachment_bytes_out: 0 };

testCheck(check, {
  fails: [
    {
      name: 'nothing in a fortnight',
      row: gatewayAttachment(),
      metrics: silent,
      prices: [price],
      says: 'Attachment tgw-attach-0a of vpc-0a to transit gateway tgw-0a moved next to nothing in 14 days and costs $36.50 a month.',
      saves: '36.500000',
      claims: { 'tgw-attach-0a/hours': '36.500000' },
      confidence: 85,
      dimensions: { vpc_id: 'vpc-0a', transit_gateway_id: 'tgw-0a' },
    },
    {
      name: 'probes of a few kilobytes; no price, no savings',
      row: gatewayAttachment({ created_at: daysAgo(10) }),
      metrics: {
        transit_gateway_attachment_bytes_in: 5_000,
        transit_gateway_attachment_bytes_out: 1_048_575,
      },
      says: 'Attachment tgw-attach-0a of vpc-0a to transit gateway tgw-0a moved next to nothing in 9 days.',
      saves: null,
    },
    {
      name: 'nothing is published of it, in the account of the gateway',
      row: gatewayAttachment(),
      prices: [price],
      says: 'Attachment tgw-attach-0a of vpc-0a to transit gateway tgw-0a moved next to nothing in 14 days and costs $36.50 a month.',
      saves: '36.500000',
      confidence: 65,
      notes: 'nothing was published of it: silence is taken for zero',
    },
  ],
  passes: [
    {
      name: 'published on its one busy day alone',
      row: gatewayAttachment(),
      metrics: { transit_gateway_attachment_bytes_in: [2_000_000, ...new Array<null>(13).fill(null)] },
    },
    {
      name: 'one busy day in a fortnight counts',
      row: gatewayAttachment(),
      metrics: {
        ...silent,
        transit_gateway_attachment_bytes_out: [1_048_576, ...new Array<number>(13).fill(0)],
      },
    },
    {
      name: 'a VPN beside Direct Connect is silent by design',
      row: gatewayAttachment({ resource_type: 'vpn' }),
      metrics: silent,
      skips: 'an attachment of type vpn',
    },
    {
      name: 'another account pays for it',
      row: gatewayAttachment({ resource_owner_id: '444455556666' }),
      metrics: silent,
      skips: 'the VPC and its bill are of another account',
    },
    {
      name: 'it is going',
      row: gatewayAttachment({ state: 'deleting' }),
      metrics: silent,
      skips: 'it is deleting',
    },
  ],
  unknowns: [
    {
      name: 'new',
      row: gatewayAttachment({ created_at: daysAgo(2) }),
      metrics: silent,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'the gateway’s owner has the metrics: silence is not zero',
      row: gatewayAttachment({ transit_gateway_owner_id: '444455556666' }),
      because: 'its traffic is known for 0 days, 7 are needed',
    },
  ],
});
