import check from '../../../../checks/aws/ec2/security-group-unused.ts';
import {
  dbInstance,
  launchTemplateVersion,
  networkInterface,
  rule,
  securityGroup,
} from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'on nothing; a rule about itself is no use',
      row: securityGroup({
        ingress: [rule({ cidrs: [], group_ids: ['sg-0a'] })],
        referenced_group_ids: ['sg-0a'],
      }),
      tables: {
        ec2_network_interfaces: [networkInterface({ group_ids: ['sg-0b'] })],
        ec2_launch_template_versions: [launchTemplateVersion({ security_group_ids: ['sg-0b'] })],
      },
      says: 'Security group sg-0a (shop) is on no network interface and no database, in no launch template and in no other group’s rules.',
      saves: null,
      confidence: 80,
      notes:
        'ECS services without tasks, Lambda functions at rest and launch configurations may still name it',
      dimensions: { group_id: 'sg-0a', group_name: 'shop' },
    },
    {
      name: 'a wizard’s group is nobody’s',
      row: securityGroup({ group_name: 'launch-wizard-3', tags: { 'aws:cloudformation:stack-name': 'web' } }),
      says: 'Security group sg-0a (launch-wizard-3) is on no network interface and no database, in no launch template and in no other group’s rules.',
      saves: null,
      notes:
        'ECS services without tasks, Lambda functions at rest and launch configurations may still name it; it belongs to the CloudFormation stack web: remove it there',
    },
    {
      name: 'launch templates were refused',
      row: securityGroup(),
      unread: ['ec2_launch_template_versions'],
      says: 'Security group sg-0a (shop) is on no network interface and in no other group’s rules; launch templates could not be read.',
      saves: null,
      confidence: 60,
    },
    {
      name: 'neither launch templates nor databases could be read',
      row: securityGroup(),
      unread: ['ec2_launch_template_versions', 'rds_instances'],
      says: 'Security group sg-0a (shop) is on no network interface and in no other group’s rules; launch templates and databases could not be read.',
      saves: null,
      confidence: 60,
    },
  ],
  passes: [
    {
      name: 'a stopped database has no interface and keeps its group',
      row: securityGroup(),
      tables: { rds_instances: [dbInstance({ status: 'stopped', security_group_ids: ['sg-0a'] })] },
    },
    {
      name: 'on an interface',
      row: securityGroup(),
      tables: { ec2_network_interfaces: [networkInterface()] },
    },
    {
      name: 'an Auto Scaling group at zero: only a launch template names it',
      row: securityGroup(),
      tables: { ec2_launch_template_versions: [launchTemplateVersion()] },
    },
    {
      name: 'another group’s rule names it',
      row: securityGroup(),
      tables: {
        ec2_security_groups: [securityGroup({ group_id: 'sg-0b', referenced_group_ids: ['sg-0a'] })],
      },
    },
    { name: 'its rules name another group', row: securityGroup({ referenced_group_ids: ['sg-0b'] }) },
    {
      name: 'the default group of a VPC',
      row: securityGroup({ group_name: 'default' }),
      skips: 'a VPC keeps its default group',
    },
    {
      name: 'of EMR, which makes it again',
      row: securityGroup({ group_name: 'ElasticMapReduce-master' }),
      skips: 'kept by an AWS service',
    },
    {
      name: 'of a directory',
      row: securityGroup({ group_name: 'd-93675d1e2a_controllers' }),
      skips: 'kept by an AWS service',
    },
  ],
  unknowns: [],
  neverUnknown: 'what it reads is read whole or it does not judge',
});
