/** Prices of Secrets Manager. Attribute names and values as in the AWSSecretsManager offer. */
import { everywhere } from '../_lib/bundled.ts';
import { exactly } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

export const secretMonth = definePrice({
  kind: 'secretsmanager.secret.month',
  says: 'a secret, per month',
  list: (_a, region) => {
    return {
      serviceCode: 'AWSSecretsManager',
      filters: { regionCode: region, productFamily: 'Secret' },
      usageType: exactly('AWSSecretsManager-Secrets'),
      units: { Secrets: 1, Secret: 1 },
    };
  },
  // AWS Secrets Manager pricing: $0.40 per secret and month, a replica counts as one
  bundled: everywhere('0.40', 'Secrets'),
});
