/** How discovery reads AWS: injected, so that no other room makes a client. */
import type { CoverageRow, CoverageStatus } from './coverage.ts';
import type { MetricRow, Row, TableName } from './inventory/catalogue.ts';
import type { ServiceId } from './inventory/services.ts';

/** The shape of every SDK v3 command, enough to infer its answer. */
export interface AwsCommand<Input extends object, Output extends object> {
  readonly input: Input;
  resolveMiddleware(
    stack: never,
    configuration: never,
    options: never,
  ): (args: never) => Promise<{ output: Output }>;
}

/** Sends one API call of an account and region under its rate budget; retries are the sender's. Throws `AwsFailure`. */
export type Send = <Input extends object, Output extends object>(
  service: ServiceId,
  command: AwsCommand<Input, Output>,
) => Promise<Output>;

/** One account × region to read. */
export interface DiscoverScope {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** A sender that counts its own API attempts, so that collectors of one service can run at once. */
  meter(): MeteredSend;
}

export interface MeteredSend {
  readonly send: Send;
  /** Attempts made so far through this sender, retries included. */
  calls(): number;
}

/** An account × region that is asked for and cannot be entered at all: a refused role, a region that is off. */
export interface Unreadable {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly status: Exclude<CoverageStatus, 'ok'>;
  readonly message: string;
  /** The action that was refused, empty for a region that is off. */
  readonly iamAction: string;
  readonly calls: number;
}

/** Everything that discovery gives, and everything that happens after it reads. */
export interface Inventory {
  /** The instant that the inventory was read as of, ISO 8601. */
  readonly asOf: string;
  readonly accounts: readonly {
    readonly accountId: string;
    readonly partition: string;
    readonly regions: readonly string[];
  }[];
  readonly tables: { readonly [T in TableName]?: readonly Row<T>[] };
  readonly metrics: readonly MetricRow[];
  readonly coverage: readonly CoverageRow[];
}

export type FailureKind =
  | 'denied'
  | 'throttled'
  | 'error'
  | 'unsupported'
  | 'disabled'
  | 'expired_credentials';

/** An AWS call that failed for good, classified. */
export class AwsFailure extends Error {
  override readonly name = 'AwsFailure';
  readonly kind: FailureKind;
  /** e.g. ec2:DescribeVolumes */
  readonly action: string;
  readonly code: string;
  constructor(of: { kind: FailureKind; action: string; code: string; message: string; cause?: unknown }) {
    super(of.message, { cause: of.cause });
    this.kind = of.kind;
    this.action = of.action;
    this.code = of.code;
  }
}
