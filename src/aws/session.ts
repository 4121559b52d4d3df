/** One account in one region: the only place where an SDK client is made and a command is sent. */
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCommand, DiscoverScope, MeteredSend, Send } from '../../contracts/discover.ts';
import type { ServiceId } from '../../contracts/inventory/inventory-table.ts';
import { type Budget, budget } from './budget.ts';
import { CREDENTIALS_LOST, classify } from './classify.ts';
import type { CredentialSource } from './credentials.ts';
import { RATES } from './limits.ts';
import { pricingRegion } from './partition.ts';
import type { Retry } from './retry.ts';
import type { UsageMeter } from './usage.ts';

/** What all sessions of a run share. */
export interface Transport {
  readonly http: NodeHttpHandler;
  readonly retry: Retry;
  readonly usage: UsageMeter;
  /** Buckets in the path instead of the host name: what an endpoint that is not AWS's own understands. */
  readonly s3PathStyle: boolean;
}

interface Settings {
  readonly region: string;
  readonly credentials?: () => ReturnType<CredentialSource['get']>;
  readonly requestHandler: NodeHttpHandler;
  readonly retryStrategy: ReturnType<Retry>;
  readonly customUserAgent: string;
  readonly forcePathStyle?: boolean;
}
type Next = (args: { input: object }) => Promise<unknown>;
/** As much of an SDK client as is used here: the five classes have no type in common. */
interface Client {
  send(command: object): Promise<unknown>;
  readonly middlewareStack: {
    addRelativeTo(
      middleware: (next: Next) => Next,
      options: { relation: 'after'; toMiddleware: string; name: string },
    ): void;
  };
}

const CLIENTS: Readonly<Record<ServiceId, (settings: Settings) => Promise<Client>>> = {
  ec2: async (s) => new (await import('./clients/ec2.ts')).Client(s) as unknown as Client,
  rds: async (s) => new (await import('./clients/rds.ts')).Client(s) as unknown as Client,
  cloudwatch: async (s) => new (await import('./clients/cloudwatch.ts')).Client(s) as unknown as Client,
  sts: async (s) => new (await import('./clients/sts.ts')).Client(s) as unknown as Client,
  // a bucket may lie in another region than the run
  s3: async (s) =>
    new (await import('./clients/s3.ts')).Client({ ...s, followRegionRedirects: true }) as unknown as Client,
  pricing: async (s) => new (await import('./clients/pricing.ts')).Client(s) as unknown as Client,
};

/** e.g. `ec2:DescribeVolumes`: from the operation's schema, which keeps its name in a bundle where classes may not. */
function actionOf(service: ServiceId, command: object): string {
  const { schema } = command as { schema?: readonly unknown[] };
  const name = schema?.[2];
  return `${service}:${typeof name === 'string' ? name : command.constructor.name.replace(/Command$/, '')}`;
}

export interface SessionOf {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** Absent for the calls that are not signed. */
  readonly credentials?: CredentialSource;
  readonly transport: Transport;
}

export interface Session extends DiscoverScope {
  readonly send: Send;
}

/** Every attempt, retries included, waits for the budget of its service and is counted. Credentials found expired are renewed once per call. */
export function session(of: SessionOf): Session {
  const { transport, credentials } = of;
  const budgets = new Map<ServiceId, Budget>();
  const clients = new Map<ServiceId, { epoch: number; client: Promise<Client> }>();
  /** Whom to tell about the attempts of a command under way, by its input. */
  const listeners = new WeakMap<object, () => void>();

  const budgetOf = (service: ServiceId): Budget => {
    const known = budgets.get(service) ?? budget(RATES[service]);
    budgets.set(service, known);
    return known;
  };

  const make = async (service: ServiceId): Promise<Client> => {
    const client = await CLIENTS[service]({
      region: service === 'pricing' ? pricingRegion(of.partition, of.region) : of.region,
      ...(credentials ? { credentials: () => credentials.get() } : {}),
      requestHandler: transport.http,
      retryStrategy: transport.retry(),
      customUserAgent: 'finops-gate',
      ...(service === 's3' ? { forcePathStyle: transport.s3PathStyle } : {}),
    });
    client.middlewareStack.addRelativeTo(
      (next) => (args) =>
        budgetOf(service).run(() => {
          transport.usage.attempt(service);
          listeners.get(args.input)?.();
          return next(args);
        }),
      { relation: 'after', toMiddleware: 'retryMiddleware', name: 'finopsGateBudget' },
    );
    return client;
  };

  const clientOf = (service: ServiceId, epoch: number): Promise<Client> => {
    const known = clients.get(service);
    if (known && known.epoch === epoch) return known.client;
    const client = make(service);
    clients.set(service, { epoch, client });
    return client;
  };

  const attempt = async <O>(service: ServiceId, command: AwsCommand<object, object>, action: string) => {
    const epoch = credentials?.epoch() ?? 0;
    try {
      const client = await clientOf(service, epoch);
      return { epoch, output: (await client.send(command)) as O };
    } catch (error) {
      return { epoch, failure: classify(error, action) };
    }
  };

  const sendTold = async <I extends object, O extends object>(
    service: ServiceId,
    command: AwsCommand<I, O>,
    onAttempt: () => void,
  ): Promise<O> => {
    const action = actionOf(service, command);
    listeners.set(command.input, onAttempt);
    let last = await attempt<O>(service, command, action);
    const { failure } = last;
    if (credentials && failure?.kind === 'expired_credentials' && failure.code !== CREDENTIALS_LOST) {
      credentials.expire(last.epoch);
      last = await attempt<O>(service, command, action);
    }
    if (last.failure) throw last.failure;
    if (action === 'cloudwatch:GetMetricData')
      transport.usage.metricsRead(
        (command.input as { MetricDataQueries?: readonly unknown[] }).MetricDataQueries?.length ?? 0,
      );
    return last.output;
  };

  const meter = (): MeteredSend => {
    let calls = 0;
    const send: Send = (service, command) =>
      sendTold(service, command, () => {
        calls++;
      });
    return { send, calls: () => calls };
  };

  return {
    accountId: of.accountId,
    region: of.region,
    partition: of.partition,
    send: (service, command) => sendTold(service, command, () => undefined),
    meter,
  };
}
