/** Which regions of an account to read. */
import { z } from 'zod';
import { AwsFailure } from '../../contracts/discover.ts';
import { GateError } from '../shared/errors.ts';
import { partitionOf } from './partition.ts';
import type { Session } from './session.ts';

const Region = z.object({ RegionName: z.string(), OptInStatus: z.string().optional() });

export interface ChosenRegions {
  readonly on: readonly string[];
  /** Asked for by name, and not enabled for the account. */
  readonly off: readonly string[];
}

/**
 * `all`: every region that is enabled for the account. A list: those of it that are enabled. When DescribeRegions is refused or
 * fails, a list is taken as it is, with a warning. Throws GateError (user) for a region that the account's partition does
 * not have and for `all` without permission, AwsFailure when AWS fails and there is no list.
 */
export async function chooseRegions(
  wanted: readonly string[] | 'all',
  home: Session,
  warn: (message: string) => void,
): Promise<ChosenRegions> {
  const foreign = wanted === 'all' ? undefined : wanted.find((r) => partitionOf(r) !== home.partition);
  if (foreign)
    throw new GateError({
      fault: 'user',
      message: `Region ${foreign} belongs to the partition ${partitionOf(foreign)}, account ${home.accountId} to ${home.partition}.`,
      next: 'Run once for each partition, each with credentials of its own.',
    });
  let known: ReadonlyMap<string, boolean>;
  try {
    known = await describeRegions(home);
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === 'expired_credentials') throw error;
    if (wanted === 'all' && error.kind !== 'denied') throw error;
    if (wanted === 'all')
      throw new GateError({
        fault: 'user',
        message: `The regions of account ${home.accountId} cannot be listed: ${error.message}`,
        next: 'Allow ec2:DescribeRegions, or name the regions instead of `all`.',
        cause: error,
      });
    warn(
      `ec2:DescribeRegions ${error.kind === 'denied' ? 'is refused' : 'failed'} in account ${home.accountId}: the ${wanted.length} configured regions are read without knowing whether they are enabled.`,
    );
    return { on: wanted, off: [] };
  }
  const enabled = [...known].flatMap(([name, on]) => (on ? [name] : [])).sort();
  if (wanted === 'all') return { on: enabled, off: [] };
  const unknown = wanted.find((r) => !known.has(r));
  if (unknown)
    throw new GateError({
      fault: 'user',
      message: `AWS knows no region ${unknown}.`,
      next: `Regions enabled for account ${home.accountId}: ${enabled.join(', ')}.`,
    });
  return { on: wanted.filter((r) => known.get(r)), off: wanted.filter((r) => !known.get(r)) };
}

/** Every region of the partition, and whether it is enabled for the account. */
async function describeRegions(home: Session): Promise<ReadonlyMap<string, boolean>> {
  const { DescribeRegionsCommand } = await import('./clients/ec2.ts');
  const answer = await home.send('ec2', new DescribeRegionsCommand({ AllRegions: true }));
  return new Map(
    (answer.Regions ?? []).flatMap((r): [string, boolean][] => {
      const one = Region.safeParse(r);
      return one.success ? [[one.data.RegionName, one.data.OptInStatus !== 'not-opted-in']] : [];
    }),
  );
}
