/** Who keeps a snapshot: AWS Backup and Data Lifecycle Manager delete theirs by their own plans. */
export function managedBy(s: {
  readonly tags: Readonly<Record<string, string>>;
  readonly description: string;
}): string | undefined {
  const keys = Object.keys(s.tags).map((k) => k.toLowerCase());
  if (
    keys.some((k) => k.startsWith('aws:backup:')) ||
    /created by (the )?aws backup|aws backup service/i.test(s.description)
  )
    return 'AWS Backup';
  if (keys.some((k) => k.startsWith('aws:dlm:') || k === 'dlm:managed')) return 'Data Lifecycle Manager';
  return undefined;
}
