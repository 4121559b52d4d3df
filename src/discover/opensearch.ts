/** OpenSearch Service's answers as inventory rows. It describes five domains a call at most. */
import {
  DescribeDomainsCommand,
  type DomainStatus,
  ListDomainNamesCommand,
  ListTagsCommand,
} from '@aws-sdk/client-opensearch';
import type { tables } from '../../contracts/inventory/opensearch.ts';
import type { Collectors, Reading } from './collector.ts';
import { details } from './details.ts';
import { present, tagsOf, text, whole, wholeOrNull } from './read.ts';
import { tagsOfEach } from './tags-of-each.ts';

/** Source: OpenSearch Service API Reference, DescribeDomains. */
const DOMAINS_PER_CALL = 5;

function rowOf(r: Reading, d: DomainStatus) {
  const nodes = d.ClusterConfig;
  const hasMasters = nodes?.DedicatedMasterEnabled ?? false;
  const hasVolumes = d.EBSOptions?.EBSEnabled ?? false;
  return {
    account_id: r.accountId,
    region: r.region,
    domain_name: text(d.DomainName),
    arn: text(d.ARN),
    engine_version: text(d.EngineVersion),
    instance_type: text(nodes?.InstanceType),
    // one where nothing is said. Source: OpenSearch Service API Reference, ClusterConfig
    instances: wholeOrNull(nodes?.InstanceCount) ?? 1,
    master_type: hasMasters ? text(nodes?.DedicatedMasterType) : '',
    masters: hasMasters ? whole(nodes?.DedicatedMasterCount) : 0,
    warm_nodes: nodes?.WarmEnabled ? whole(nodes.WarmCount) : 0,
    volume_type: hasVolumes ? text(d.EBSOptions?.VolumeType) : '',
    volume_gib: hasVolumes ? whole(d.EBSOptions?.VolumeSize) : 0,
    created: d.Created ?? true,
    deleted: d.Deleted ?? false,
    tags: {},
    unread: '',
  };
}

export const collectors: Collectors<keyof typeof tables> = {
  async *opensearch_domains(r) {
    const { DomainNames } = await r.send('opensearch', new ListDomainNamesCommand({}));
    const names = present((DomainNames ?? []).map((d) => d.DomainName)).sort();
    const rows: ReturnType<typeof rowOf>[] = [];
    for (let at = 0; at < names.length; at += DOMAINS_PER_CALL) {
      const some = names.slice(at, at + DOMAINS_PER_CALL);
      const { DomainStatusList } = await r.send(
        'opensearch',
        new DescribeDomainsCommand({ DomainNames: some }),
      );
      rows.push(...(DomainStatusList ?? []).filter((d) => d.DomainName).map((d) => rowOf(r, d)));
    }
    const tags = tagsOfEach(r);
    const withTags = async (row: (typeof rows)[number]) => {
      if (row.arn === '' || row.deleted) return [row];
      const command = new ListTagsCommand({ ARN: row.arn });
      return [
        { ...row, tags: await tags(async () => tagsOf((await r.send('opensearch', command)).TagList)) },
      ];
    };
    yield* details(r, rows, withTags, (row, unread) => ({ ...row, unread }));
  },
};
