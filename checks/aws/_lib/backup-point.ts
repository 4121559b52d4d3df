/** What a recovery point is of, whether that still exists, and what it costs to keep. */
import type { Lookup, SavingsClaim } from '../../../contracts/check.ts';
import type { Row, TableName } from '../../../contracts/inventory/catalogue.ts';
import { Big } from '../../../contracts/money.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { backupStorage, isStored, turnsCold } from '../../../prices/aws/backup.ts';
import { ebsSnapshotStorage } from '../../../prices/aws/ebs.ts';
import { rdsBackupStorage } from '../../../prices/aws/rds.ts';
import { ageDays } from './time.ts';

type Point = Row<'backup_recovery_points'>;
/** Tables by which the source of a point is found; undefined where one was not read. */
type Read = <T extends SourceTable>(table: T) => Lookup<Row<T>> | undefined;
export const SOURCE_TABLES = [
  'ec2_volumes',
  'ec2_instances',
  'rds_instances',
  'rds_clusters',
  'rds_snapshots',
  'efs_file_systems',
  'fsx_file_systems',
  'dynamodb_tables',
] as const satisfies readonly TableName[];
type SourceTable = (typeof SOURCE_TABLES)[number];

const GIB = 1024 ** 3;
/** Cold storage is billed for 90 days at least. Source: AWS Backup pricing, "Backup storage pricing". */
const COLD_MINIMUM_DAYS = 90;

/** The last word of an ARN: `vol-0a`, `shop`. */
export const nameOf = (arn: string): string => arn.split(/[/:]/).at(-1) ?? arn;

/** Grows and shrinks by its own window. Source: AWS Backup Developer Guide, "Continuous backups and PITR". */
export const isContinuous = (p: Pick<Point, 'recovery_point_arn'>): boolean =>
  /:recovery-point:continuous/.test(p.recovery_point_arn);

/** A copy from another region or account: what it was taken of lives there. */
const isOfAnother = (p: Point): boolean => {
  const [, , , region = '', account = ''] = p.resource_arn.split(':');
  return (region !== '' && region !== p.region) || (account !== '' && account !== p.account_id);
};

const isMissing = (p: Point, sources: Lookup<{ readonly arn: string }> | undefined): boolean | undefined =>
  sources && sources.where('arn', p.resource_arn).length === 0;

/**
 * Whether what was backed up is gone, undefined where that cannot be told: its kind is not read, or a database may have
 * been renamed, which keeps its resource id and changes its ARN.
 */
export function isSourceGone(p: Point, read: Read): boolean | undefined {
  if (p.resource_arn === '' || isOfAnother(p)) return undefined;
  switch (p.resource_type) {
    case 'EBS': {
      const volumes = read('ec2_volumes');
      return volumes && volumes.where('volume_id', nameOf(p.resource_arn)).length === 0;
    }
    case 'EC2': {
      const instances = read('ec2_instances');
      return instances && instances.where('instance_id', nameOf(p.resource_arn)).length === 0;
    }
    case 'RDS': {
      const [instances, clusters, snapshots] = [
        read('rds_instances'),
        read('rds_clusters'),
        read('rds_snapshots'),
      ];
      if (!instances || !clusters) return undefined;
      if (instances.where('arn', p.resource_arn).length + clusters.where('arn', p.resource_arn).length > 0)
        return false;
      const resourceId = snapshots?.where('arn', p.recovery_point_arn)[0]?.source_resource_id;
      return resourceId ? instances.where('dbi_resource_id', resourceId).length === 0 : undefined;
    }
    case 'EFS':
      return isMissing(p, read('efs_file_systems'));
    case 'FSx':
      // of ONTAP and OpenZFS volumes are backed up, which are not listed
      return /:file-system\//.test(p.resource_arn) ? isMissing(p, read('fsx_file_systems')) : undefined;
    case 'DynamoDB': {
      // by name: a table that was listed and not described has no ARN here
      const tables = read('dynamodb_tables');
      return tables && tables.where('table_name', nameOf(p.resource_arn)).length === 0;
    }
    default:
      return undefined;
  }
}

const isCold = (p: Point, asOf: number): boolean =>
  (ageDays(p.cold_at, asOf) ?? -1) >= 0 &&
  (p.resource_type === 'EBS' ? p.archive_opt_in : turnsCold(p.resource_type));

/** The snapshot behind a point of an RDS instance, which alone knows its size. */
const databaseSnapshot = (p: Point, read: Read): Row<'rds_snapshots'> | undefined =>
  p.resource_type === 'RDS' ? read('rds_snapshots')?.where('arn', p.recovery_point_arn)[0] : undefined;

/** Undefined where neither AWS Backup nor the service says a size, or the kind has no price. */
function billing(
  p: Point,
  asOf: number,
  read: Read,
):
  | { gib: Big; request: PriceRequest; item: Omit<SavingsClaim, 'monthlySavings'>; bound: boolean }
  | undefined {
  // another price list, and nothing there can be deleted before its time
  if (p.vault_type === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT') return undefined;
  const gib = new Big(p.size_bytes).div(GIB);
  const tier = isCold(p, asOf) ? 'cold' : 'warm';
  if (p.resource_type === 'RDS') {
    const snapshot = databaseSnapshot(p, read);
    if (!snapshot || snapshot.allocated_storage_gib <= 0) return undefined;
    return {
      gib: new Big(snapshot.allocated_storage_gib),
      request: rdsBackupStorage(p.region, { engine: snapshot.engine }),
      item: { part: 'snapshots', resourceId: snapshot.source_id || p.recovery_point_arn },
      bound: true,
    };
  }
  if (gib.lte(0)) return undefined;
  // size is that of the volumes, and snapshots of one share their blocks; an archived one is whole
  if (p.resource_type === 'EBS' || p.resource_type === 'EC2')
    return {
      gib,
      request: ebsSnapshotStorage(p.region, { storageTier: tier === 'cold' ? 'archive' : 'standard' }),
      item: {
        part: 'snapshots',
        resourceId:
          tier === 'cold' || isOfAnother(p) || p.resource_arn === ''
            ? p.recovery_point_arn
            : nameOf(p.resource_arn),
      },
      bound: true,
    };
  if (!isStored(p.resource_type)) return undefined;
  const request = backupStorage(p.region, { resourceType: p.resource_type, tier });
  // DynamoDB backups are whole, EFS says what each one added; of the others each says the whole and stores what changed
  return p.resource_type === 'DynamoDB' || p.resource_type === 'EFS' || p.resource_arn === ''
    ? { gib, request, item: { part: 'storage' }, bound: p.resource_type !== 'DynamoDB' }
    : { gib, request, item: { part: 'backups', resourceId: p.resource_arn }, bound: true };
}

/** Both tiers where a point may have turned cold: the instant of the run is not known here. */
export function pointPrices(p: Point, read: Read): PriceRequest[] {
  const warm = billing({ ...p, cold_at: null }, 0, read);
  const cold = p.cold_at === null ? undefined : billing(p, Number.POSITIVE_INFINITY, read);
  return [...new Set([warm, cold].flatMap((b) => (b ? [b.request] : [])))];
}

export interface PointCost {
  readonly gib: Big;
  readonly monthly: Big;
  readonly claim: SavingsClaim | undefined;
  readonly confidence: number;
  readonly notes: readonly string[];
}

/** What keeping it costs a month at most; undefined where size or price is not known. */
export function pointCost(
  p: Point,
  ctx: { readonly asOf: number; price(request: PriceRequest): Price | undefined },
  read: Read,
): PointCost | undefined {
  const billed = billing(p, ctx.asOf, read);
  const price = billed && ctx.price(billed.request);
  if (!billed || !price) return undefined;
  const monthly = billed.gib.times(price.usd);
  const days = ageDays(p.cold_at, ctx.asOf) ?? 0;
  const isBound = isCold(p, ctx.asOf) && days < COLD_MINIMUM_DAYS;
  return {
    gib: billed.gib,
    monthly,
    claim: isBound ? undefined : { ...billed.item, monthlySavings: monthly },
    confidence: billed.bound ? Math.min(40, price.confidence) : Math.min(75, price.confidence),
    notes: [
      ...(billed.bound ? ['an upper bound: backups are incremental'] : []),
      ...(isBound ? [`cold storage is billed for ${COLD_MINIMUM_DAYS} days, whenever it is deleted`] : []),
      price.note,
    ],
  };
}
