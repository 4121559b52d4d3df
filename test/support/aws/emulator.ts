/** The AWS emulator: one process for a whole test run, one account id per test. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { python } from '../python.ts';
import type { Product } from './product.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** A call of a method of moto's backend inside the emulator's process: bulk, and dates in the past through `set`. */
export interface BackendCall {
  /** Name of the service model, such as `ec2` or `rds`. */
  service: string;
  region: string;
  method: string;
  kwargs?: Record<string, unknown>;
  repeat?: number;
  /** Attributes to set on what the method returned; ISO instants become dates. */
  set?: Record<string, unknown>;
}

/** Attributes to set on one resource that exists: `backend.path[key].attribute = value`. */
export interface BackendSet {
  service: string;
  region: string;
  path: string;
  key: string;
  set: Record<string, unknown>;
}

export interface MetricSeries {
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  unit?: string;
  /** ISO instant of the first value. */
  start: string;
  /** Seconds between values. */
  period: number;
  /** null leaves a gap. */
  values: (number | null)[];
}

export interface Plant {
  region?: string;
  /** Subset of the request's parameters that must be there. */
  match?: Record<string, unknown>;
  /** How often it answers before it is spent; unset: always. */
  times?: number;
  result?: Record<string, unknown>;
  error?: { code: string; message?: string; status?: number };
}

export interface Call {
  account: string;
  service: string;
  region: string;
  operation: string | null;
  params: Record<string, unknown>;
}

export interface Account {
  id: string;
  /** Session credentials of a role in this account. */
  credentials: () => Promise<Credentials>;
  /** Ids of what was made, in order. */
  call: (call: BackendCall | BackendSet) => Promise<string[]>;
  metrics: (region: string, series: MetricSeries[]) => Promise<void>;
  /** An answer or an error for any operation that AWS models; an unknown member in `result` is refused. */
  plant: (service: string, operation: string, plant: Plant) => Promise<void>;
  /** Adds products to what pricing:GetProducts answers to this account. */
  prices: (products: Product[]) => Promise<void>;
  /** Every call that this account made, in order of arrival. */
  calls: () => Promise<Call[]>;
  /** Drops the plants, prices and log of this account; its resources stay. */
  forget: () => Promise<void>;
}

export interface Emulator {
  url: string;
  account: (id: string) => Account;
  /** An account that no other test has. */
  freshAccount: () => Account;
}

async function control(url: string, name: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${url}/emu/${name}`, { method: 'POST', body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`emulator ${name}: ${(answer as { error: string }).error}`);
  return answer;
}

async function assumeRole(url: string, id: string): Promise<Credentials> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=x',
    },
    body: new URLSearchParams({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: `arn:aws:iam::${id}:role/test`,
      RoleSessionName: 'seed',
      DurationSeconds: '43200',
    }),
  });
  const xml = await response.text();
  const field = (name: string): string => {
    const text = new RegExp(`<${name}>([^<]+)`).exec(xml)?.[1];
    if (text === undefined) throw new Error(`emulator: no ${name} in ${xml}`);
    return text;
  };
  return {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  };
}

/** Speaks to an emulator that runs already. */
export function connect(url: string): Emulator {
  const account = (id: string): Account => {
    let credentials: Promise<Credentials> | undefined;
    return {
      id,
      credentials: () => {
        credentials ??= assumeRole(url, id);
        return credentials;
      },
      call: async (call) => (await control(url, 'call', { ...call, account: id })) as string[],
      metrics: async (region, series) => {
        await control(url, 'metrics', { account: id, region, series });
      },
      plant: async (service, operation, plant) => {
        await control(url, 'plant', { ...plant, account: id, service, operation });
      },
      prices: async (products) => {
        await control(url, 'prices', { account: id, products });
      },
      calls: async () => (await control(url, 'calls', { account: id })) as Call[],
      forget: async () => {
        await control(url, 'forget', { account: id });
      },
    };
  };
  return { url, account, freshAccount: () => account(String(randomInt(2e11, 2.8e11))) };
}

/**
 * Starts an emulator of one's own (scripts; tests take the shared one). It ends with this process at the latest.
 * @throws Error with what Python said, when it does not come up.
 */
export async function startEmulator(): Promise<Emulator & { stop: () => Promise<void> }> {
  const launcher = fileURLToPath(new URL('./emulator/launcher.py', import.meta.url));
  const child = spawn(await python(), [launcher], { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  const ended = once(child, 'exit');
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('READY ')) resolve(line.slice(6));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the AWS emulator ended with ${code}: ${complaint}`)));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { ...connect(url), stop };
}

interface Build {
  request?: unknown;
}
type Handler = (args: Build) => Promise<unknown>;
interface Dated {
  middlewareStack: {
    add(
      middleware: (next: Handler) => Handler,
      options: { step: 'build'; name: string; override: boolean },
    ): void;
  };
}

/** Everything that this client makes from now on is born at `iso`. Not for AssumeRole: its credentials would be expired. */
export function bornAt<C>(client: C, iso: string): C {
  (client as Dated).middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-emu-clock'] = iso;
      return next(args);
    },
    { step: 'build', name: 'bornAt', override: true },
  );
  return client;
}
