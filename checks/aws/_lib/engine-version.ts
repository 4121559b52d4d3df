/** Major versions of RDS engines, in the words of DescribeDBMajorEngineVersions. */

/**
 * `mysql 8.0.39` → 8.0, `postgres 13.16` → 13, `postgres 9.6.24` → 9.6, `mariadb 10.6.14` → 10.6,
 * `aurora-mysql 8.0.mysql_aurora.3.05.2` → 8.0, `aurora-postgresql 13.9` → 13. Candidates, the most specific first.
 */
export function majorVersions(engineVersion: string): string[] {
  const [major = '', minor] = engineVersion.split('.');
  return minor !== undefined && /^\d+$/.test(minor) ? [`${major}.${minor}`, major] : [major];
}

/** True when a version comes before a major version of the same engine: `5.6.51` before 5.7, `9.6.24` before 13. */
export function isOlder(engineVersion: string, major: string): boolean {
  const own = engineVersion.split('.').map(Number);
  for (const [i, n] of major.split('.').map(Number).entries()) {
    const o = own[i];
    if (o === undefined || Number.isNaN(o) || Number.isNaN(n)) return false;
    if (o !== n) return o < n;
  }
  return false;
}
