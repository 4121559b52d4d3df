/** The price of an hour of an RDS instance. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import type { PriceRequest } from '../../../contracts/price.ts';
import { rdsInstanceHour } from '../../../prices/aws/rds.ts';

export type Deployment = 'single_az' | 'multi_az';
export const deploymentOf = (r: { readonly multi_az: boolean }): Deployment =>
  r.multi_az ? 'multi_az' : 'single_az';

export const instanceHour = (
  r: Row<'rds_instances'>,
  deployment: Deployment = deploymentOf(r),
): PriceRequest =>
  rdsInstanceHour(r.region, {
    instanceClass: r.instance_class,
    engine: r.engine,
    licenseModel: r.license_model,
    deployment,
  });
