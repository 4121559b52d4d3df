/** What capacity of a DynamoDB table costs. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { dynamodbCapacityHour } from '../../../prices/aws/dynamodb.ts';

export type TableClass = 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
export const tableClassOf = (r: Pick<Row<'dynamodb_tables'>, 'table_class'>): TableClass =>
  r.table_class === 'STANDARD_INFREQUENT_ACCESS' ? 'STANDARD_INFREQUENT_ACCESS' : 'STANDARD';

export const capacityPrices = (
  r: Row<'dynamodb_tables'>,
  tableClass: TableClass = tableClassOf(r),
): PriceRequest[] => [
  dynamodbCapacityHour(r.region, { unit: 'read', tableClass }),
  dynamodbCapacityHour(r.region, { unit: 'write', tableClass }),
];

/** Both, undefined when one is not known. */
export function capacityHour(
  r: Row<'dynamodb_tables'>,
  price: (q: PriceRequest) => Price | undefined,
  tableClass: TableClass = tableClassOf(r),
): { readonly read: Price; readonly write: Price } | undefined {
  const [read, write] = capacityPrices(r, tableClass).map(price);
  return read && write ? { read, write } : undefined;
}
/** What an estimate of capacity leaves out. */
export const CAPACITY_NOTE =
  'before reserved capacity and the free tier of 25 units a region, which may cover it';
