/** One account in one region: the only place where an SDK client is made and a command is sent. */
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCommand, DiscoverScope, MeteredSend, Send } from '../../contracts/discover.ts';
import { iamActionOf, type ServiceId } from '../../contracts/inventory/services.ts';
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
  /** Where S3 Control is, when it is not at AWS's own address. */
  readonly s3ControlUrl?: string;
}

interface Settings {
  readonly region: string;
  readonly credentials?: () => ReturnType<CredentialSource['get']>;
  readonly requestHandler: NodeHttpHandler;
  readonly retryStrategy: ReturnType<Retry>;
  readonly customUserAgent: string;
}
type Next = (args: { input: object }) => Promise<unknown>;
/** As much of an SDK client as is used here: the classes have no type in common. */
interface Client {
  send(command: object): Promise<unknown>;
  readonly middlewareStack: {
    addRelativeTo(
      middleware: (next: Next) => Next,
      options: { relation: 'after'; toMiddleware: string; name: string },
    ): void;
  };
}

/** Each is loaded with its part of the SDK when the first call to its service is made. */
const CLIENTS: Readonly<Record<ServiceId, () => Promise<{ Client: unknown }>>> = {
  autoscaling: () => import('./clients/autoscaling.ts'),
  backup: () => import('./clients/backup.ts'),
  budgets: () => import('./clients/budgets.ts'),
  ce: () => import('./clients/ce.ts'),
  cloudfront: () => import('./clients/cloudfront.ts'),
  cloudtrail: () => import('./clients/cloudtrail.ts'),
  cloudwatch: () => import('./clients/cloudwatch.ts'),
  'compute-optimizer': () => import('./clients/compute-optimizer.ts'),
  'cost-optimization-hub': () => import('./clients/cost-optimization-hub.ts'),
  dynamodb: () => import('./clients/dynamodb.ts'),
  ec2: () => import('./clients/ec2.ts'),
  ecr: () => import('./clients/ecr.ts'),
  ecs: () => import('./clients/ecs.ts'),
  efs: () => import('./clients/efs.ts'),
  eks: () => import('./clients/eks.ts'),
  elasticache: () => import('./clients/elasticache.ts'),
  elb: () => import('./clients/elb.ts'),
  elbv2: () => import('./clients/elbv2.ts'),
  emr: () => import('./clients/emr.ts'),
  fsx: () => import('./clients/fsx.ts'),
  kafka: () => import('./clients/kafka.ts'),
  kinesis: () => import('./clients/kinesis.ts'),
  lambda: () => import('./clients/lambda.ts'),
  logs: () => import('./clients/logs.ts'),
  opensearch: () => import('./clients/opensearch.ts'),
  pricing: () => import('./clients/pricing.ts'),
  rds: () => import('./clients/rds.ts'),
  redshift: () => import('./clients/redshift.ts'),
  s3: () => import('./clients/s3.ts'),
  s3control: () => import('./clients/s3control.ts'),
  sagemaker: () => import('./clients/sagemaker.ts'),
  savingsplans: () => import('./clients/savingsplans.ts'),
  secretsmanager: () => import('./clients/secretsmanager.ts'),
  sts: () => import('./clients/sts.ts'),
  trustedadvisor: () => import('./clients/trustedadvisor.ts'),
  workspaces: () => import('./clients/workspaces.ts'),
};

/** What only one service's client is told. */
function ownSettings(service: ServiceId, of: SessionOf): object {
  switch (service) {
    case 'pricing':
      return { region: pricingRegion(of.partition, of.region) };
    case 's3':
      // a bucket may lie in another region than the run
      return { followRegionRedirects: true, forcePathStyle: of.transport.s3PathStyle };
    case 's3control': {
      // AWS's endpoint carries the account in its host name, which an address that is not AWS's does not understand
      const url = of.transport.s3ControlUrl;
      return url === undefined
        ? {}
        : { endpointProvider: () => ({ url: new URL(url) }), disableHostPrefix: true };
    }
    default:
      return {};
  }
}

/** e.g. `ec2:DescribeVolumes`: from the operation's schema, which keeps its name in a bundle where classes may not. */
function actionOf(service: ServiceId, command: object): string {
  const { schema } = command as { schema?: readonly unknown[] };
  const name = schema?.[2];
  return iamActionOf(
    service,
    typeof name === 'string' ? name : command.constructor.name.replace(/Command$/, ''),
  );
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
    const { Client } = (await CLIENTS[service]()) as { Client: new (settings: Settings) => Client };
    const client = new Client({
      region: of.region,
      ...(credentials ? { credentials: () => credentials.get() } : {}),
      requestHandler: transport.http,
      retryStrategy: transport.retry(),
      customUserAgent: 'finops-gate',
      ...ownSettings(service, of),
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
