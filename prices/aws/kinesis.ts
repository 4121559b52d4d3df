/** Prices of Kinesis Data Streams. Attribute names and values as in the AmazonKinesis offer. */
import { virginia } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

export const shardHour = definePrice({
  kind: 'kinesis.shard.hour',
  says: 'a shard of a provisioned stream, per hour',
  list: (_a, region) => {
    return {
      serviceCode: 'AmazonKinesis',
      filters: { regionCode: region, group: 'Provisioned shard hour' },
      usageType: exactly('Storage-ShardHour'),
      units: { ShardHour: 1, 'Shard-Hour': 1, ...HOURS },
    };
  },
  // Amazon Kinesis Data Streams pricing, "Provisioned mode"
  bundled: virginia('0.015', 'ShardHour'),
});

export const streamHour = definePrice({
  kind: 'kinesis.stream.hour',
  says: 'an on-demand stream, per hour',
  list: (_a, region) => {
    return {
      serviceCode: 'AmazonKinesis',
      filters: { regionCode: region, productFamily: 'Kinesis Streams' },
      usageType: exactly('OnDemand-StreamHour'),
      units: { StreamHour: 1, StreamHr: 1, 'Stream-Hour': 1, ...HOURS },
    };
  },
  // Amazon Kinesis Data Streams pricing, "On-demand Standard mode"
  bundled: virginia('0.04', 'StreamHour'),
});
