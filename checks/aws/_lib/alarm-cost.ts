/** How many alarm metrics an alarm is billed for. Source: CloudWatch pricing, "Alarms". */
import type { Row } from '../../../contracts/inventory/catalogue.ts';

/** One on an anomaly detection band evaluates three for each metric: itself and both bounds. */
export const metricsBilled = (
  a: Pick<Row<'cloudwatch_alarms'>, 'metrics_read' | 'is_anomaly_detection'>,
): number => a.metrics_read * (a.is_anomaly_detection ? 3 : 1);
