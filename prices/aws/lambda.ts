/** Prices of Lambda. Attribute names and values as in the AWSLambda offer; first tiers, without the free ones. */
import { everywhere, virginiaOf } from '../_lib/bundled.ts';
import { exactly } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

interface Of extends Record<string, string> {
  architecture: 'x86_64' | 'arm64';
}
const SECONDS = 3600;
const GIB_HOURS = { 'Lambda-GB-Second': SECONDS, 'GB-Second': SECONDS, Second: SECONDS, seconds: SECONDS };
const suffix = (a: Readonly<Record<string, string>>): string => (a.architecture === 'arm64' ? '-ARM' : '');
const ofHour =
  (prices: Readonly<Record<Of['architecture'], string>>) =>
  (a: Of): string =>
    prices[a.architecture];

/** $0.0000166667 a GB-second is $0.06 an hour. Source: AWS Lambda pricing. */
export const lambdaGibHour = definePrice<Of>({
  kind: 'lambda.duration.gib_hour',
  says: 'running a Lambda function, per GiB of its memory and hour',
  list: (a, region) => ({
    serviceCode: 'AWSLambda',
    filters: { regionCode: region },
    usageType: exactly(`Lambda-GB-Second${suffix(a)}`),
    units: GIB_HOURS,
  }),
  bundled: virginiaOf(ofHour({ x86_64: '0.06', arm64: '0.048' }), 'GB-Hours'),
});

export const lambdaProvisionedGibHour = definePrice<Of>({
  kind: 'lambda.provisioned_concurrency.gib_hour',
  says: 'provisioned concurrency, per GiB of the function’s memory and hour',
  list: (a, region) => ({
    serviceCode: 'AWSLambda',
    filters: { regionCode: region },
    usageType: exactly(`Lambda-Provisioned-Concurrency${suffix(a)}`),
    units: GIB_HOURS,
  }),
  bundled: virginiaOf(ofHour({ x86_64: '0.015', arm64: '0.012' }), 'GB-Hours'),
});

export const lambdaMillionRequests = definePrice<Of>({
  kind: 'lambda.request.million',
  says: 'invocations of Lambda functions, per million',
  list: (a, region) => ({
    serviceCode: 'AWSLambda',
    filters: { regionCode: region },
    usageType: exactly(`Request${suffix(a)}`),
    units: { Requests: 1e6, Request: 1e6, requests: 1e6 },
  }),
  bundled: everywhere('0.20', '1M requests'),
});
