/** Credentials in memory: fetched when needed, masked, renewed before they expire. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface CredentialSource {
  /** Credentials that hold for five more minutes at least, where they can be had. */
  get(): Promise<Credentials>;
  /** Goes up when credentials were found to be expired: whoever made a client before makes a new one. */
  epoch(): number;
  /** Forgets the credentials of `epoch`; without effect when somebody else did so before. */
  expire(epoch: number): void;
}

/** The SDK asks for new ones at the same margin. Source: @smithy/core, isIdentityExpired. */
const MARGIN_MS = 5 * 60_000;

/** @param mask is handed every secret before anyone can print it. */
export function credentialSource(
  fetch: () => Promise<Credentials>,
  mask: (secret: string) => void,
): CredentialSource {
  let epoch = 0;
  let known: Credentials | undefined;
  let pending: Promise<Credentials> | undefined;

  const left = (c: Credentials): number =>
    c.expiration ? c.expiration.getTime() - Date.now() : Number.POSITIVE_INFINITY;
  const fetchOnce = (): Promise<Credentials> => {
    pending ??= fetch()
      .then((c) => {
        for (const secret of [c.accessKeyId, c.secretAccessKey, c.sessionToken]) if (secret) mask(secret);
        known = c;
        return c;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };

  return {
    async get() {
      const held = known;
      if (held && left(held) > MARGIN_MS) return held;
      try {
        return await fetchOnce();
      } catch (error) {
        if (held && held === known && left(held) > 0) return held;
        throw error;
      }
    },
    epoch: () => epoch,
    expire(seen) {
      if (seen !== epoch) return;
      epoch++;
      known = undefined;
    },
  };
}
