/** How fast AWS lets an account call each service in one region. We stay at or below it, so that we do not get in others' way. */
import type { ServiceId } from '../../contracts/inventory/services.ts';
import type { Rate } from './budget.ts';

/** Where AWS publishes no rate: a cautious one of our own. */
const CAUTIOUS: Rate = { burst: 10, perSecond: 10, inFlight: 5 };

export const RATES: Readonly<Record<ServiceId, Rate>> = {
  autoscaling: CAUTIOUS,
  backup: CAUTIOUS,
  budgets: { burst: 5, perSecond: 5, inFlight: 2 },
  // Cost Explorer is answered from stored data and slowly; AWS publishes no rate, and every call is billed.
  ce: { burst: 5, perSecond: 5, inFlight: 2 },
  cloudfront: CAUTIOUS,
  // CloudTrail User Guide, "Quotas": 10 transactions per second for describe and list operations.
  cloudtrail: { burst: 5, perSecond: 5, inFlight: 2 },
  // CloudWatch User Guide, "CloudWatch service quotas": GetMetricData, 50 transactions per second; half of it is ours.
  // DescribeAlarms, 9 per second, is asked in pages of 100 one after another.
  cloudwatch: { burst: 25, perSecond: 25, inFlight: 5 },
  'compute-optimizer': { burst: 5, perSecond: 5, inFlight: 2 },
  'cost-optimization-hub': { burst: 5, perSecond: 5, inFlight: 2 },
  // DynamoDB Developer Guide, "Quotas": 2,500 DescribeTable and ListTables read units a second in an account; a little of it.
  dynamodb: { burst: 25, perSecond: 25, inFlight: 5 },
  // EC2 Developer Guide, "Request throttling": non-mutating actions, bucket of 100, 20 per second. AWS counts each action
  // by itself; one bucket for all of ours leaves the rest to the account's other users.
  ec2: { burst: 100, perSecond: 20, inFlight: 10 },
  ecr: CAUTIOUS,
  // ECS API Reference, "Request throttling": cluster reads, bucket of 100, 20 per second; service reads likewise.
  ecs: { burst: 20, perSecond: 20, inFlight: 5 },
  efs: CAUTIOUS,
  eks: CAUTIOUS,
  elasticache: CAUTIOUS,
  elb: CAUTIOUS,
  elbv2: CAUTIOUS,
  // EMR Management Guide, "Quotas": ListClusters and DescribeCluster, bucket of 10 and 25, 0.5 and 1 a second: the lists are short.
  emr: { burst: 10, perSecond: 1, inFlight: 2 },
  fsx: CAUTIOUS,
  kafka: { burst: 10, perSecond: 5, inFlight: 2 },
  // Kinesis Data Streams Developer Guide, "Quotas": DescribeStreamSummary 20 and ListStreams 5 a second.
  kinesis: { burst: 5, perSecond: 5, inFlight: 2 },
  // Lambda Developer Guide, "Quotas": control plane, 15 per second in all.
  lambda: { burst: 10, perSecond: 10, inFlight: 5 },
  // CloudWatch Logs User Guide, "Quotas": DescribeLogGroups 10, DescribeMetricFilters 5 a second.
  logs: { burst: 5, perSecond: 5, inFlight: 2 },
  opensearch: CAUTIOUS,
  // AWS Billing User Guide, "Price List Query API", quotas: GetProducts, bucket of 10, 5 per second.
  pricing: { burst: 10, perSecond: 5, inFlight: 5 },
  rds: CAUTIOUS,
  redshift: CAUTIOUS,
  // S3 User Guide, "Optimizing Amazon S3 performance": 5,500 GET a second and prefix; a few large reads at once fill a line.
  s3: { burst: 50, perSecond: 50, inFlight: 8 },
  s3control: CAUTIOUS,
  sagemaker: { burst: 5, perSecond: 5, inFlight: 2 },
  savingsplans: { burst: 5, perSecond: 5, inFlight: 2 },
  // Secrets Manager User Guide, "Quotas": ListSecrets, 100 a second.
  secretsmanager: CAUTIOUS,
  // IAM User Guide, "IAM and STS quotas": 600 per second and account, shared with everything else there.
  sts: { burst: 20, perSecond: 20, inFlight: 5 },
  trustedadvisor: { burst: 5, perSecond: 5, inFlight: 2 },
  workspaces: { burst: 5, perSecond: 5, inFlight: 2 },
};
