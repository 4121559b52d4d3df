/** How fast AWS lets an account call each service in one region. We stay at or below it, so that we do not get in others' way. */
import type { ServiceId } from '../../contracts/inventory/inventory-table.ts';
import type { Rate } from './budget.ts';

export const RATES: Readonly<Record<ServiceId, Rate>> = {
  // EC2 Developer Guide, "Request throttling": non-mutating actions, bucket of 100, 20 per second. AWS counts each action
  // by itself; one bucket for all of ours leaves the rest to the account's other users.
  ec2: { burst: 100, perSecond: 20, inFlight: 10 },
  // AWS publishes no rate for RDS describe calls: a cautious one of our own.
  rds: { burst: 10, perSecond: 10, inFlight: 5 },
  // CloudWatch User Guide, "CloudWatch service quotas": GetMetricData, 50 transactions per second; half of it is ours.
  cloudwatch: { burst: 25, perSecond: 25, inFlight: 5 },
  // IAM User Guide, "IAM and STS quotas": 600 per second and account, shared with everything else there.
  sts: { burst: 20, perSecond: 20, inFlight: 5 },
  // S3 User Guide, "Optimizing Amazon S3 performance": 5,500 GET a second and prefix; a few large reads at once fill a line.
  s3: { burst: 20, perSecond: 50, inFlight: 4 },
  // AWS Billing User Guide, "Price List Query API", quotas: GetProducts, bucket of 10, 5 per second.
  pricing: { burst: 10, perSecond: 5, inFlight: 5 },
};
