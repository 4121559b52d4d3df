/**
 * Days on which EKS ends the standard and the extended support of Kubernetes versions, for where DescribeClusterVersions does
 * not tell. Source: Amazon EKS User Guide, "Understand the Kubernetes version lifecycle on EKS", release calendar.
 */
interface Support {
  readonly standardEnds: string;
  readonly extendedEnds: string;
}

const ENDS: Readonly<Record<string, readonly [standard: string, extended: string]>> = {
  '1.23': ['2023-10-11', '2024-10-11'],
  '1.24': ['2024-01-31', '2025-01-31'],
  '1.25': ['2024-05-01', '2025-05-01'],
  '1.26': ['2024-06-11', '2025-06-11'],
  '1.27': ['2024-07-24', '2025-07-24'],
  '1.28': ['2024-11-26', '2025-11-26'],
  '1.29': ['2025-03-23', '2026-03-23'],
  '1.30': ['2025-07-23', '2026-07-23'],
  '1.31': ['2025-11-26', '2026-11-26'],
  '1.32': ['2026-03-23', '2027-03-23'],
  '1.33': ['2026-07-29', '2027-07-29'],
  '1.34': ['2026-12-02', '2027-12-02'],
  '1.35': ['2027-03-27', '2028-03-27'],
};

/** Older than all of which dates are known. */
export const FIRST_DATED = '1.23';

/** Undefined for a version that the calendar does not have. */
export function publishedSupport(version: string): Support | undefined {
  const ends = ENDS[version];
  return ends && { standardEnds: `${ends[0]}T00:00:00.000Z`, extendedEnds: `${ends[1]}T00:00:00.000Z` };
}
