/** What a snapshot was taken of. Source: EC2 API Reference, Snapshot: a copy carries a volume id that means nothing. */
export const takenOf = (r: { readonly volume_id: string }): string =>
  r.volume_id === '' || r.volume_id === 'vol-ffffffff' ? 'an unnamed volume' : r.volume_id;
