/**
 * Prices of DynamoDB, those of us-east-1. The Price List is not asked: the first tier of its capacity and storage is the
 * free one of 25 units and 25 GB, and the two table classes are only compared on one list. Source: Amazon DynamoDB pricing.
 */
import { virginiaOf } from '../_lib/bundled.ts';
import { definePrice } from '../define-price.ts';

type TableClass = 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';

const HOUR: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  STANDARD: { read: '0.00013', write: '0.00065' },
  STANDARD_INFREQUENT_ACCESS: { read: '0.00016', write: '0.00081' },
};
const REQUEST: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  STANDARD: { read: '0.000000125', write: '0.000000625' },
  STANDARD_INFREQUENT_ACCESS: { read: '0.000000155', write: '0.00000078' },
};
const STORAGE: Readonly<Record<string, string>> = { STANDARD: '0.25', STANDARD_INFREQUENT_ACCESS: '0.10' };

export const dynamodbCapacityHour = definePrice<{ unit: 'read' | 'write'; tableClass: TableClass }>({
  kind: 'dynamodb.capacity_unit.hour',
  says: 'a provisioned capacity unit of a table, per hour',
  list: () => undefined,
  bundled: virginiaOf((a) => HOUR[a.tableClass]?.[a.unit], 'Hrs'),
});

export const dynamodbRequestUnit = definePrice<{ unit: 'read' | 'write'; tableClass: TableClass }>({
  kind: 'dynamodb.request_unit',
  says: 'a request unit of a table on demand',
  list: () => undefined,
  bundled: virginiaOf((a) => REQUEST[a.tableClass]?.[a.unit], 'Requests'),
});

export const dynamodbStorage = definePrice<{ tableClass: TableClass }>({
  kind: 'dynamodb.storage.gib_month',
  says: 'storage of a table, per GiB and month',
  list: () => undefined,
  bundled: virginiaOf((a) => STORAGE[a.tableClass], 'GB-Mo'),
});
