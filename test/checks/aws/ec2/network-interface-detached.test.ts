import check from '../../../../checks/aws/ec2/network-interface-detached.ts';
import { instance, natGateway, networkInterface, vpcEndpoint } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const loose = (over: Parameters<typeof networkInterface>[0] = {}) =>
  networkInterface({ status: 'available', instance_id: '', ...over });
const ofNode = { 'node.k8s.amazonaws.com/instance_id': 'i-0a' };

testCheck(check, {
  fails: [
    {
      name: 'left behind by hand',
      row: loose({ description: 'Primary network interface' }),
      says: 'Network interface eni-0a in subnet-0a is attached to nothing.',
      saves: null,
      level: 'low',
      confidence: 60,
      notes: 'AWS does not say since when',
      dimensions: { vpc_id: 'vpc-0a', subnet_id: 'subnet-0a' },
    },
    {
      name: 'of a stack',
      row: loose({ interface_type: 'efa', tags: { 'aws:cloudformation:stack-name': 'hpc' } }),
      says: 'Network interface eni-0a in subnet-0a is attached to nothing.',
      saves: null,
      notes: 'AWS does not say since when; it belongs to the CloudFormation stack hpc: remove it there',
    },
    {
      name: 'its node is gone',
      row: loose({ description: 'aws-K8S-i-0a', tags: ofNode }),
      tables: { ec2_instances: [instance({ instance_id: 'i-0b' })] },
      says: 'Network interface eni-0a in subnet-0a was made for the EKS node i-0a and is attached to nothing.',
      saves: null,
    },
  ],
  passes: [
    { name: 'attached', row: networkInterface() },
    { name: 'in use by a load balancer', row: loose({ status: 'in-use', requester_managed: true }) },
    { name: 'being attached', row: loose({ status: 'attaching' }), skips: 'it is attaching' },
    { name: 'of a service', row: loose({ requester_managed: true }), skips: 'managed by an AWS service' },
    {
      name: 'of a Lambda function that rests',
      row: loose({ interface_type: 'lambda' }),
      skips: 'of the type lambda, which AWS services use',
    },
    {
      name: 'of a database that is stopped',
      row: loose({ description: 'RDSNetworkInterface' }),
      skips: 'made by an AWS service: RDSNetworkInterface',
    },
    {
      name: 'of a NAT gateway, which names it',
      row: loose(),
      tables: { ec2_nat_gateways: [natGateway({ network_interface_ids: ['eni-0a'] })] },
      skips: 'a NAT gateway or an endpoint uses it',
    },
    {
      name: 'of an endpoint, which names it',
      row: loose(),
      tables: { ec2_vpc_endpoints: [vpcEndpoint({ network_interface_ids: ['eni-0b', 'eni-0a'] })] },
      skips: 'a NAT gateway or an endpoint uses it',
    },
    {
      name: 'its node runs',
      row: loose({ tags: ofNode }),
      tables: { ec2_instances: [instance()] },
      skips: 'its EKS node may take it back',
    },
    {
      name: 'whether its node runs could not be read',
      row: loose({ tags: ofNode }),
      unread: ['ec2_instances'],
      skips: 'its EKS node may take it back',
    },
  ],
  unknowns: [],
  neverUnknown: 'the listing always says it',
});
