/** The AWS services that are read, by the name of their SDK client in the command line tool; each draws from a rate budget of its own. */

interface Service {
  /** Prefix of its IAM actions, where it is not the service's own name. */
  readonly iam?: string;
  /** IAM actions that are not called like the operation they allow. Source: Service Authorization Reference. */
  readonly actions?: Readonly<Record<string, string>>;
  /** US dollars per call, decimal text, for those that AWS charges for. */
  readonly usdPerCall?: string;
}

const SERVICES_READ = {
  autoscaling: {},
  backup: {},
  budgets: { actions: { DescribeBudgets: 'ViewBudget' } },
  // AWS Cost Management pricing, "Cost Explorer API": every paginated request
  ce: { usdPerCall: '0.01' },
  cloudfront: {},
  cloudtrail: {},
  cloudwatch: {},
  'compute-optimizer': {},
  'cost-optimization-hub': {},
  dynamodb: {},
  ec2: {},
  ecr: {},
  ecs: {},
  efs: { iam: 'elasticfilesystem' },
  eks: {},
  elasticache: {},
  elb: { iam: 'elasticloadbalancing' },
  elbv2: { iam: 'elasticloadbalancing' },
  emr: { iam: 'elasticmapreduce' },
  fsx: {},
  kafka: {},
  kinesis: {},
  lambda: {},
  logs: {},
  opensearch: { iam: 'es' },
  pricing: {},
  rds: {},
  redshift: {},
  s3: {
    actions: {
      ListBuckets: 'ListAllMyBuckets',
      GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
      GetBucketEncryption: 'GetEncryptionConfiguration',
      GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
      ListMultipartUploads: 'ListBucketMultipartUploads',
      ListBucketIntelligentTieringConfigurations: 'GetIntelligentTieringConfiguration',
    },
  },
  s3control: { iam: 's3', actions: { GetPublicAccessBlock: 'GetAccountPublicAccessBlock' } },
  sagemaker: {},
  savingsplans: {},
  secretsmanager: {},
  sts: {},
  trustedadvisor: {},
  workspaces: {},
} as const satisfies Readonly<Record<string, Service>>;

export type ServiceId = keyof typeof SERVICES_READ;
export const SERVICES: Readonly<Record<ServiceId, Service>> = SERVICES_READ;

/** The IAM action that an operation needs, e.g. `elasticloadbalancing:DescribeLoadBalancers`. */
export const iamActionOf = (service: ServiceId, operation: string): string =>
  `${SERVICES[service].iam ?? service}:${SERVICES[service].actions?.[operation] ?? operation}`;

/**
 * Stands for the region of what belongs to an account as a whole: distributions, budgets, the bill. It is read once per
 * account, in the region where its partition keeps such services.
 */
export const GLOBAL = 'global';
