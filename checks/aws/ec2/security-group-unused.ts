import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { notesOf } from '../_lib/notes.ts';

/** Made and kept by AWS services: EMR, Directory Service, EKS, Elastic Beanstalk, Cloud9. */
const MANAGED = /^(ElasticMapReduce-|d-[0-9a-f]{10}_controllers$|eks-cluster-sg-|awseb-|aws-cloud9-)/;

export default defineCheck({
  id: 'aws.ec2.security.groups.unused',
  title: 'Security group is used by nothing',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 250 },
  table: 'ec2_security_groups',
  lookups: ['ec2_network_interfaces', 'ec2_security_groups'],
  optionalLookups: ['ec2_launch_template_versions', 'rds_instances'],
  respectsKeepTags: true,
  options: z.object({}),
  messages: {
    unused:
      'Security group {id} ({name}) is on no network interface and no database, in no launch template and in no other group’s rules.',
    uncertain:
      'Security group {id} ({name}) is on no network interface and in no other group’s rules; {unread} could not be read.',
  },
  why: 'Unused groups hide the ones that matter, and open rules in them wait for somebody to attach them.',
  fix: 'Delete it; EC2 refuses while a network interface or another group still refers to it.',
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html'],
  evaluate(row, ctx) {
    if (row.group_name === 'default') return skip('a VPC keeps its default group');
    if (MANAGED.test(row.group_name)) return skip('kept by an AWS service');
    if (ctx.lookup('ec2_network_interfaces').where('group_ids', row.group_id).length > 0) return pass;
    const groups = ctx.lookup('ec2_security_groups');
    if (groups.where('referenced_group_ids', row.group_id).some((g) => g.group_id !== row.group_id))
      return pass;
    if (row.referenced_group_ids.some((id) => id !== row.group_id)) return pass;
    const templates = ctx.optionalLookup('ec2_launch_template_versions');
    if (templates && templates.where('security_group_ids', row.group_id).length > 0) return pass;
    // a stopped database has no network interface and holds on to its group
    const databases = ctx.optionalLookup('rds_instances');
    if (databases && databases.where('security_group_ids', row.group_id).length > 0) return pass;
    const unread = [templates ? '' : 'launch templates', databases ? '' : 'databases'].filter(
      (t) => t !== '',
    );
    const stack = row.tags['aws:cloudformation:stack-name'];
    return fail({
      message: unread.length === 0 ? 'unused' : 'uncertain',
      values: { id: row.group_id, name: row.group_name, unread: unread.join(' and ') },
      confidence: unread.length === 0 ? 80 : 60,
      notes: notesOf(
        'ECS services without tasks, Lambda functions at rest and launch configurations may still name it',
        stack === undefined ? '' : `it belongs to the CloudFormation stack ${stack}: remove it there`,
      ),
      dimensions: { group_id: row.group_id, group_name: row.group_name, vpc_id: row.vpc_id },
    });
  },
});
