import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { publicIpv4Hour } from '../../../prices/aws/vpc.ts';
import { least } from '../_lib/least.ts';

export default defineCheck({
  id: 'aws.ec2.elastic.ips.idle',
  title: 'Elastic IP address does nothing',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 380 },
  table: 'ec2_addresses',
  optionalLookups: ['ec2_instances', 'ec2_network_interfaces', 'ec2_nat_gateways'],
  respectsKeepTags: true,
  options: z.object({}),
  messages: {
    free: 'Elastic IP {ip} is associated with nothing and costs {savings} a month.',
    freeUnpriced: 'Elastic IP {ip} is associated with nothing and is billed by the hour.',
    stopped: 'Elastic IP {ip} belongs to the stopped instance {instance} and costs {savings} a month.',
    stoppedUnpriced: 'Elastic IP {ip} belongs to the stopped instance {instance} and is billed by the hour.',
    detached:
      'Elastic IP {ip} is on network interface {interface}, which is attached to nothing, and costs {savings} a month.',
    detachedUnpriced:
      'Elastic IP {ip} is on network interface {interface}, which is attached to nothing, and is billed by the hour.',
  },
  why: 'AWS bills every public IPv4 address by the hour, used or not.',
  fix: 'Release the address, unless its number is promised to somebody.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html'],
  prices: (row) => [publicIpv4Hour(row.region, { state: 'idle' })],
  evaluate(row, ctx) {
    if (row.public_ipv4_pool !== '' && row.public_ipv4_pool !== 'amazon')
      return skip('its range was brought by the customer, so it is not billed');
    if (row.service_managed !== '') return skip(`managed by ${row.service_managed}`);
    const associated = row.association_id !== '' || row.instance_id !== '' || row.network_interface_id !== '';
    if (associated && row.instance_id === '') {
      const interfaces = ctx.optionalLookup('ec2_network_interfaces');
      const gateways = ctx.optionalLookup('ec2_nat_gateways');
      if (!interfaces || !gateways) return unknown('what its network interface is for could not be read');
      if (gateways.where('allocation_ids', row.allocation_id).length > 0) return pass;
      const [itsOwn] = interfaces.where('network_interface_id', row.network_interface_id);
      if (itsOwn?.status !== 'available') return pass;
    } else if (associated) {
      const instances = ctx.optionalLookup('ec2_instances');
      if (!instances) return unknown('the state of its instance could not be read');
      if (instances.where('instance_id', row.instance_id)[0]?.state !== 'stopped') return pass;
    }
    const price = ctx.price(publicIpv4Hour(row.region, { state: 'idle' }));
    const dimensions = { public_ip: row.public_ip, instance_id: row.instance_id };
    const values = { ip: row.public_ip, instance: row.instance_id, interface: row.network_interface_id };
    const state = row.instance_id !== '' ? 'stopped' : associated ? 'detached' : 'free';
    if (!price) return fail({ message: `${state}Unpriced`, values, confidence: 60, dimensions });
    const savings = perMonth(price.usd);
    return fail({
      message: state,
      values: { ...values, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(90, price.confidence),
      notes: price.note,
      dimensions,
    });
  },
});
