import { expect, test } from 'vitest';
import { type Credentials, credentialSource } from '../../../src/aws/credentials.ts';

/** A source whose credentials live `minutes`, and what it did. */
const source = (...minutes: (number | Error)[]) => {
  const masked: string[] = [];
  let fetched = 0;
  const of = credentialSource(
    async (): Promise<Credentials> => {
      const life = minutes[Math.min(fetched, minutes.length - 1)];
      fetched++;
      if (life === undefined || life instanceof Error) throw life;
      return {
        accessKeyId: `key-${fetched}`,
        secretAccessKey: `secret-${fetched}`,
        sessionToken: `token-${fetched}`,
        expiration: new Date(Date.now() + life * 60_000),
      };
    },
    (secret) => masked.push(secret),
  );
  return { of, masked, fetched: () => fetched };
};

test('fetched once for all who ask at once, each secret masked', async () => {
  const { of, masked, fetched } = source(60);
  const [a, b] = await Promise.all([of.get(), of.get()]);
  expect([a.accessKeyId, b.accessKeyId, (await of.get()).accessKeyId]).toEqual(['key-1', 'key-1', 'key-1']);
  expect(fetched()).toBe(1);
  expect(masked).toEqual(['key-1', 'secret-1', 'token-1']);
});

test('renewed before they expire', async () => {
  const { of } = source(4, 60);
  expect((await of.get()).accessKeyId).toBe('key-1');
  expect((await of.get()).accessKeyId).toBe('key-2');
});

test('a renewal that fails leaves those that still hold', async () => {
  const { of } = source(4, new Error('STS is down'));
  await of.get();
  expect((await of.get()).accessKeyId).toBe('key-1');
});

test('forgotten once, whoever saw them expired', async () => {
  const { of, fetched } = source(60);
  await of.get();
  of.expire(0);
  of.expire(0);
  expect(of.epoch()).toBe(1);
  expect((await of.get()).accessKeyId).toBe('key-2');
  of.expire(0);
  await of.get();
  expect(fetched()).toBe(2);
});
