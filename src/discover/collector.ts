/** What a collector is: the reader of one inventory table in one account and region. */
import type { AwsFailure, Send } from '../../contracts/discover.ts';
import type { Row, TableName } from '../../contracts/inventory/catalogue.ts';

export interface Reading {
  readonly send: Send;
  readonly accountId: string;
  readonly region: string;
  /** Stands in for a time that must be there and is missing: too new to judge, never old by mistake. ISO 8601. */
  readonly asOf: string;
  /** Is told of a resource whose details could not be read, while the others' were; see details.ts. */
  partly(failure: AwsFailure): void;
  /** Rows read so far of a table named in `after`, in the same account and region, or of the account. */
  rows<T extends TableName>(table: T): readonly Row<T>[];
}

/** Gives rows page by page; throws AwsFailure, and what it gave before counts. Rows without an id are left out. */
export type Collector<T extends TableName> = (reading: Reading) => AsyncIterable<readonly Row<T>[]>;
/** One for every table of a file of contracts/inventory: `Collectors<keyof typeof tables>`. */
export type Collectors<T extends TableName> = { readonly [K in T]: Collector<K> };
