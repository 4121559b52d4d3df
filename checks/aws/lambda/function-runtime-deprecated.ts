import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';

/**
 * Runtimes that AWS had deprecated by July 2026, and since when. What it only announces is left out, for it moves those dates.
 * Source: Lambda Developer Guide, "Lambda runtimes", deprecated runtimes.
 */
const DEPRECATED: Readonly<Record<string, string>> = {
  nodejs: '2016-08-30',
  'nodejs4.3': '2020-03-05',
  'nodejs4.3-edge': '2020-03-05',
  'nodejs6.10': '2019-08-12',
  'nodejs8.10': '2020-03-06',
  'nodejs10.x': '2021-07-30',
  'nodejs12.x': '2023-03-31',
  'nodejs14.x': '2023-12-04',
  'nodejs16.x': '2024-06-12',
  'nodejs18.x': '2025-09-01',
  'nodejs20.x': '2026-04-30',
  'python2.7': '2021-07-15',
  'python3.6': '2022-07-18',
  'python3.7': '2023-12-04',
  'python3.8': '2024-10-14',
  'python3.9': '2025-12-15',
  java8: '2024-01-08',
  'dotnetcore1.0': '2019-06-27',
  'dotnetcore2.0': '2019-05-30',
  'dotnetcore2.1': '2022-01-05',
  'dotnetcore3.1': '2023-04-03',
  dotnet6: '2024-12-20',
  'go1.x': '2024-01-08',
  provided: '2024-01-08',
  'ruby2.5': '2021-07-30',
  'ruby2.7': '2023-12-07',
  'ruby3.2': '2026-03-31',
};

export default defineCheck({
  id: 'aws.lambda.functions.runtime.deprecated',
  title: 'Lambda function uses a deprecated runtime',
  kind: 'governance',
  category: 'modernisation',
  severity: { level: 'medium', score: 450 },
  table: 'lambda_functions',
  options: z.object({}),
  messages: { deprecated: 'Lambda function {id} uses {runtime}, which AWS deprecated on {since}.' },
  why: 'A deprecated runtime gets no security patches, and one day functions that use it can no longer be updated.',
  fix: 'Move the function to a supported runtime of its language; delete it if nobody invokes it.',
  links: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html'],
  evaluate(row, ctx) {
    if (row.package_type !== 'Zip') return skip('its image brings a runtime of its own');
    const since = DEPRECATED[row.runtime];
    if (since === undefined || Date.parse(since) > ctx.asOf) return pass;
    return fail({
      message: 'deprecated',
      values: { id: row.function_name, runtime: row.runtime, since },
      confidence: 95,
      dimensions: { function_name: row.function_name, runtime: row.runtime },
    });
  },
});
