/** DynamoDB's answers as inventory rows. The listing gives names alone, 100 a page at most. */
import {
  DescribeTableCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  type TableDescription,
  type Tag,
} from '@aws-sdk/client-dynamodb';
import type { tables } from '../../contracts/inventory/dynamodb.ts';
import type { Collectors, Reading } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, present, tagsOf, text, whole } from './read.ts';
import { tagsOfEach } from './tags-of-each.ts';

const sum = (values: readonly (number | undefined)[]): number =>
  values.reduce<number>((a, b) => a + whole(b), 0);

function rowOf(r: Reading, name: string, t: TableDescription) {
  const indexes = t.GlobalSecondaryIndexes ?? [];
  const [index_1 = '', index_2 = '', index_3 = ''] = present(indexes.map((i) => i.IndexName)).sort();
  const changes = [
    instantOrNull(t.ProvisionedThroughput?.LastIncreaseDateTime),
    instantOrNull(t.ProvisionedThroughput?.LastDecreaseDateTime),
  ];
  return {
    account_id: r.accountId,
    region: r.region,
    table_name: name,
    arn: text(t.TableArn),
    status: text(t.TableStatus),
    // absent until it was on demand once. Source: DynamoDB API Reference, BillingModeSummary
    billing_mode: t.BillingModeSummary?.BillingMode ?? 'PROVISIONED',
    table_class: t.TableClassSummary?.TableClass ?? 'STANDARD',
    read_units: whole(t.ProvisionedThroughput?.ReadCapacityUnits),
    write_units: whole(t.ProvisionedThroughput?.WriteCapacityUnits),
    capacity_changed_at:
      present(changes.map((c) => c ?? ''))
        .sort()
        .at(-1) ?? null,
    index_count: indexes.length,
    index_read_units: sum(indexes.map((i) => i.ProvisionedThroughput?.ReadCapacityUnits)),
    index_write_units: sum(indexes.map((i) => i.ProvisionedThroughput?.WriteCapacityUnits)),
    index_1,
    index_2,
    index_3,
    replicas: (t.Replicas ?? []).length,
    size_bytes: sum(
      [t.TableSizeBytes].concat(
        indexes.map((i) => i.IndexSizeBytes),
        (t.LocalSecondaryIndexes ?? []).map((i) => i.IndexSizeBytes),
      ),
    ),
    created_at: instantOrNull(t.CreationDateTime),
    tags: {},
    unread: '',
  };
}

export const collectors: Collectors<keyof typeof tables> = {
  async *dynamodb_tables(r) {
    const ask = (ExclusiveStartTableName: string | undefined) =>
      r.send('dynamodb', new ListTablesCommand({ Limit: 100, ExclusiveStartTableName }));
    const names: string[] = [];
    for await (const page of pages(ask, (p) => p.LastEvaluatedTableName))
      names.push(...present(page.TableNames));
    const tags = tagsOfEach(r);
    const describe = async (TableName: string) => {
      const { Table = {} } = await r.send('dynamodb', new DescribeTableCommand({ TableName }));
      const row = rowOf(r, TableName, Table);
      if (row.arn === '' || row.status === 'CREATING' || row.status === 'DELETING') return [row];
      const ofTable = (NextToken: string | undefined) =>
        r.send('dynamodb', new ListTagsOfResourceCommand({ ResourceArn: row.arn, NextToken }));
      const listed = async () => {
        const found: Tag[] = [];
        for await (const page of pages(ofTable, (p) => p.NextToken)) found.push(...(page.Tags ?? []));
        return tagsOf(found);
      };
      return [{ ...row, tags: await tags(listed) }];
    };
    yield* details(r, names, describe, (name, unread) => ({ ...rowOf(r, name, {}), unread }));
  },
};
