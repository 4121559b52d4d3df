import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { notesOf } from '../_lib/notes.ts';

/** Made for and kept by AWS services and controllers, which attach them again or delete them. */
const OF_A_SERVICE =
  /^(ELB |RDSNetworkInterface|EFS mount target|AWS Lambda VPC ENI|AWS created|Amazon EKS|VPC Endpoint|Interface for NAT Gateway|DMSNetworkInterface|ElastiCache|RedshiftNetworkInterface|Network Interface for Transit Gateway|Created By Amazon|arn:aws)/i;
/** The VPC CNI of EKS keeps warm interfaces; it tags what it made. */
const OF_EKS = 'node.k8s.amazonaws.com/instance_id';

export default defineCheck({
  id: 'aws.ec2.network.interfaces.detached',
  title: 'Network interface is attached to nothing',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 220 },
  table: 'ec2_network_interfaces',
  optionalLookups: ['ec2_instances', 'ec2_nat_gateways', 'ec2_vpc_endpoints'],
  respectsKeepTags: true,
  options: z.object({}),
  messages: {
    detached: 'Network interface {id} in {subnet} is attached to nothing.',
    leaked: 'Network interface {id} in {subnet} was made for the EKS node {node} and is attached to nothing.',
  },
  why: 'It costs nothing itself, but takes an address of the subnet, keeps its security groups from being deleted and may hold a public address that is billed.',
  fix: 'Delete it, unless it is kept to be moved between machines.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html'],
  evaluate(row, ctx) {
    if (row.status === 'in-use' || row.instance_id !== '') return pass;
    if (row.status !== 'available') return skip(`it is ${row.status}`);
    if (row.requester_managed) return skip('managed by an AWS service');
    if (row.interface_type !== 'interface' && row.interface_type !== 'efa')
      return skip(`of the type ${row.interface_type}, which AWS services use`);
    if (OF_A_SERVICE.test(row.description)) return skip(`made by an AWS service: ${row.description}`);
    const id = row.network_interface_id;
    if (
      (['ec2_nat_gateways', 'ec2_vpc_endpoints'] as const).some(
        (of) => (ctx.optionalLookup(of)?.where('network_interface_ids', id).length ?? 0) > 0,
      )
    )
      return skip('a NAT gateway or an endpoint uses it');
    const node = row.tags[OF_EKS];
    if (
      node !== undefined &&
      (ctx.optionalLookup('ec2_instances')?.where('instance_id', node).length ?? 1) > 0
    )
      return skip('its EKS node may take it back');
    const stack = row.tags['aws:cloudformation:stack-name'];
    return fail({
      message: node === undefined ? 'detached' : 'leaked',
      values: { id, subnet: row.subnet_id, node },
      confidence: 60,
      notes: notesOf(
        'AWS does not say since when',
        stack === undefined ? '' : `it belongs to the CloudFormation stack ${stack}: remove it there`,
      ),
      dimensions: { vpc_id: row.vpc_id, subnet_id: row.subnet_id },
    });
  },
});
