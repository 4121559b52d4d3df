/** The tester of checks can refuse. */
import { describe, expect, it } from 'vitest';
import check from '../../checks/aws/ec2/elastic-ip-idle.ts';
import { publicIpv4Hour } from '../../prices/aws/vpc.ts';
import { address, instance, networkInterface, REGION } from '../support/makers.ts';
import { type Cases, faultsOf, judge } from '../support/test-check.ts';

const price = [publicIpv4Hour(REGION, { state: 'idle' }), '0.005'] as const;
const of = address({ association_id: 'x', instance_id: 'i-0a', network_interface_id: 'eni-0a' });
const stopped = { ec2_instances: [instance({ state: 'stopped' })] };
const onInterface = address({ association_id: 'x', network_interface_id: 'eni-0a' });
const detached = { ec2_network_interfaces: [networkInterface({ status: 'available' })] };
const good: Cases<'ec2_addresses'> = {
  fails: [
    { name: 'free', row: address(), prices: [price], says: '', saves: null },
    { name: 'free, unpriced', row: address(), says: '', saves: null },
    { name: 'detached', row: onInterface, tables: detached, prices: [price], says: '', saves: null },
    { name: 'detached, unpriced', row: onInterface, tables: detached, says: '', saves: null },
    { name: 'stopped', row: of, tables: stopped, prices: [price], says: '', saves: null },
    { name: 'stopped, unpriced', row: of, tables: stopped, says: '', saves: null },
  ],
  passes: [{ name: 'running', row: of, tables: { ec2_instances: [instance()] } }],
  unknowns: [{ name: 'unread', row: of, unread: ['ec2_instances'], because: '' }],
};
const [first] = good.fails;

describe('the tester refuses', () => {
  it('nothing where nothing is wrong', () => {
    expect(faultsOf(check, good)).toEqual([]);
  });
  it('an empty group', () => {
    expect(faultsOf(check, { ...good, passes: [] })).toEqual(['no case passes']);
    expect(faultsOf(check, { ...good, unknowns: [] })).toEqual(['no case is unknown']);
    expect(faultsOf(check, { ...good, neverUnknown: 'why not' })).toEqual([
      'it says that nothing is unknown, and has cases',
    ]);
    expect(faultsOf(check, { ...good, fails: [] })).toContain('no case fails');
  });
  it('a message that no case shows', () => {
    expect(faultsOf(check, { ...good, fails: good.fails.slice(0, -1) })).toEqual([
      'no case shows the message stoppedUnpriced',
    ]);
  });
  it('two equal cases, and two of one name', () => {
    if (!first) throw new Error('no case');
    expect(
      faultsOf(check, {
        ...good,
        passes: [...good.passes, { name: 'again', row: first.row, prices: [price] }],
      }),
    ).toEqual(['the cases "free" and "again" are the same']);
    expect(
      faultsOf(check, {
        ...good,
        passes: [...good.passes, { name: 'free', row: address({ public_ip: '192.0.2.1' }) }],
      }),
    ).toEqual(['two cases are called "free"']);
  });
  it('a price that the check never asks for', () => {
    const inUse = [publicIpv4Hour(REGION, { state: 'in_use' }), '0.005'] as const;
    const passes = [{ name: 'running', row: of, tables: { ec2_instances: [instance()] }, prices: [inUse] }];
    expect(faultsOf(check, { ...good, passes })).toEqual([
      '"running" has a price nobody asks for: vpc.public_ipv4.hour|eu-west-1|state=in_use',
    ]);
  });
  it('a check that changes its input, or throws', () => {
    const greedy = {
      ...check,
      evaluate: (row: never, ctx: never) => {
        (row as { public_ip: string }).public_ip = '';
        return check.evaluate(row, ctx);
      },
    };
    expect(faultsOf(greedy, good).join('\n')).toMatch(/"free" makes the check throw: .*read only property/);
    expect(judge(greedy, { name: '', row: address() }).outcome).toBeUndefined();
  });
});
