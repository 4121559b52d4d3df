/** Deliveries as AWS lays them out, below a folder that stands for the bucket. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bill, dayAfter } from './bill.ts';
import { writeCur2Parquet, writeLegacyCsv, writeLegacyParquet } from './cur.ts';

const range = (period: string): string => {
  const first = `${period}-01`;
  return `${first.replaceAll('-', '')}-${dayAfter(first, 31).slice(0, 7).replace('-', '')}01`;
};

const put = (file: string, value: unknown): void => {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
};

/** A month of a legacy report that keeps its versions: an assembly folder, its manifest, and the pointer above, last. */
export function deliverLegacy(
  bucket: string,
  of: { bill: Bill; period: string; assembly: string; pointer?: boolean; prefix?: string },
): void {
  const prefix = of.prefix ?? 'cur/report';
  const key = `${prefix}/${range(of.period)}/${of.assembly}/report-1.csv.gz`;
  writeLegacyCsv(of.bill, join(bucket, key), [of.period]);
  const manifest = {
    assemblyId: of.assembly,
    account: of.bill.payer,
    reportName: 'report',
    billingPeriod: { start: `${of.period.replace('-', '')}01T000000.000Z`, end: '' },
    bucket: 'billing',
    reportKeys: [key],
    additionalArtifactKeys: [],
  };
  put(join(bucket, `${prefix}/${range(of.period)}/${of.assembly}/report-Manifest.json`), manifest);
  if (of.pointer !== false) put(join(bucket, `${prefix}/${range(of.period)}/report-Manifest.json`), manifest);
}

/** A month of a legacy report for Athena: Parquet in folders of its own, always overwritten. */
export async function deliverAthena(bucket: string, of: { bill: Bill; period: string }): Promise<void> {
  const [year = '', month = ''] = of.period.split('-');
  const key = `athena/report/report/year=${year}/month=${Number(month)}/report-00001.snappy.parquet`;
  await writeLegacyParquet(of.bill, join(bucket, key), [of.period]);
  put(join(bucket, `athena/report/${range(of.period)}/report-Manifest.json`), {
    assemblyId: of.period,
    billingPeriod: { start: `${of.period.replace('-', '')}01T000000.000Z` },
    reportKeys: [key],
  });
}

/** A month of a Data Export. With `execution` a folder for each run, else the files are overwritten. */
export async function deliverDataExport(
  bucket: string,
  of: { bill: Bill; period: string; execution?: string; manifest?: boolean },
): Promise<void> {
  const folder = of.execution === undefined ? '' : `${of.execution}/`;
  const key = `exports/cur2/data/BILLING_PERIOD=${of.period}/${folder}cur2-00001.snappy.parquet`;
  await writeCur2Parquet(of.bill, join(bucket, key), { periods: [of.period] });
  if (of.manifest !== false)
    put(join(bucket, `exports/cur2/metadata/BILLING_PERIOD=${of.period}/cur2-Manifest.json`), {
      executionId: of.execution ?? 'one',
      columns: [],
      dataFiles: [`s3://billing/${key}`],
    });
}
