/** A copy carries a volume id that means nothing. Source: EC2 API Reference, Snapshot. */
const isNamed = (r: { readonly volume_id: string }): boolean =>
  r.volume_id !== '' && r.volume_id !== 'vol-ffffffff';

/** What a snapshot was taken of, for a sentence. */
export const takenOf = (r: { readonly volume_id: string }): string =>
  isNamed(r) ? r.volume_id : 'an unnamed volume';

/**
 * The resource whose `snapshots` are billed once: snapshots of one volume share their blocks, so that one full copy is
 * the most that can be said of all of them; an archived one is whole. Source: EBS User Guide, "How snapshots work" and
 * "Archive Amazon EBS snapshots".
 */
export const lineageOf = (r: {
  readonly volume_id: string;
  readonly snapshot_id: string;
  readonly storage_tier: string;
}): string => (isNamed(r) && r.storage_tier !== 'archive' ? r.volume_id : r.snapshot_id);
