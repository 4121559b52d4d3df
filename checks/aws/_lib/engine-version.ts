/** Major versions of RDS engines, in the words of DescribeDBMajorEngineVersions. */

/**
 * `mysql 8.0.39` → 8.0, `postgres 13.16` → 13, `postgres 9.6.24` → 9.6, `mariadb 10.6.14` → 10.6,
 * `aurora-mysql 8.0.mysql_aurora.3.05.2` → 8.0, `aurora-postgresql 13.9` → 13. Candidates, the most specific first.
 */
export function majorVersions(engineVersion: string): string[] {
  const [major = '', minor] = engineVersion.split('.');
  return minor !== undefined && /^\d+$/.test(minor) ? [`${major}.${minor}`, major] : [major];
}
