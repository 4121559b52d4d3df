import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { eksClusterHour } from '../../../prices/aws/eks.ts';
import { isOlder } from '../_lib/engine-version.ts';
import { FIRST_DATED, publishedSupport } from '../_lib/kubernetes-support.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

const STANDARD_POLICY = 'STANDARD';

export default defineCheck({
  id: 'aws.eks.cluster.version.outdated',
  title: 'Kubernetes version of an EKS cluster leaves standard support',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'high', score: 650 },
  table: 'eks_clusters',
  optionalLookups: ['eks_cluster_versions'],
  options: z.object({
    withinDays: z.int().min(0).default(60).describe('Days before the end of standard support'),
  }),
  messages: {
    soon: 'EKS cluster {id} runs Kubernetes {version}, whose standard support ends on {ends}, in {days} days.',
    extended:
      'EKS cluster {id} runs Kubernetes {version}, in extended support since {ends}[, which adds {savings} a month].',
    forgotten: 'EKS cluster {id} runs Kubernetes {version}, which AWS supports no more.',
  },
  why: 'In extended support a cluster costs $0.60 an hour instead of $0.10; after it AWS upgrades the control plane by itself.',
  fix: 'Upgrade minor version by minor version, add-ons and nodes with it; EKS upgrade insights name what breaks.',
  links: ['https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html'],
  prices: (row) =>
    row.is_local || row.unread !== ''
      ? []
      : (['standard', 'extended'] as const).map((support) => eksClusterHour(row.region, { support })),
  evaluate(row, ctx) {
    if (row.status === 'DELETING') return skip('it is DELETING');
    if (row.is_local) return skip('its versions are not those of EKS in AWS');
    const versions = ctx.optionalLookup('eks_cluster_versions');
    const [version] = versions?.where('version', row.version) ?? [];
    const calendar = publishedSupport(row.version);
    // the API moves with AWS; the calendar serves where it does not answer or leaves the version out
    const isTold =
      version !== undefined && (version.standard_support_ends !== null || version.status === 'UNSUPPORTED');
    const values = { id: row.cluster_name, version: row.version };
    const dimensions = { cluster_name: row.cluster_name, cluster_version: row.version };
    const listed = versions?.rows ?? [];
    const isForgotten = isTold
      ? version.status === 'UNSUPPORTED'
      : isOlder(row.version, FIRST_DATED) ||
        (!version && listed.length > 0 && listed.every((v) => isOlder(row.version, v.version))) ||
        (calendar !== undefined && Date.parse(calendar.extendedEnds) <= ctx.asOf);
    if (isForgotten) return fail({ message: 'forgotten', values, confidence: 90, dimensions });
    const ends = isTold ? version.standard_support_ends : calendar?.standardEnds;
    if (!ends) return unknown(`AWS gives no support dates for Kubernetes ${row.version}`);
    const calendarNote = isTold ? '' : 'by the published release calendar: the API did not say';
    const left = -(ageDays(ends, ctx.asOf) ?? 0);
    const facts = { ...values, ends: ends.slice(0, 10), days: Math.floor(left) };
    const dated = { ...dimensions, standard_support_ends: ends.slice(0, 10) };
    if (left > 0)
      return left > ctx.options.withinDays
        ? pass
        : fail({
            message: 'soon',
            values: facts,
            confidence: isTold ? 95 : 80,
            notes: calendarNote,
            dimensions: dated,
            severity: { level: 'low', score: 300 },
          });
    const base = ctx.price(eksClusterHour(row.region, { support: 'standard' }));
    const surcharge = ctx.price(eksClusterHour(row.region, { support: 'extended' }));
    // a cluster of the standard policy is upgraded instead, soon after the end
    const isCharged = row.upgrade_support !== STANDARD_POLICY;
    const savings = isCharged && surcharge ? perMonth(surcharge.usd) : undefined;
    return fail({
      message: 'extended',
      values: { ...facts, savings },
      monthlyCost: savings && base && savings.plus(perMonth(base.usd)),
      claims: [{ part: 'extended_support', monthlySavings: savings }],
      confidence: least(isTold ? 90 : 80, (isCharged && surcharge?.confidence) || 100),
      notes: notesOf(
        calendarNote,
        isCharged ? surcharge?.note : 'its upgrade policy is STANDARD: AWS upgrades it instead of billing',
      ),
      dimensions: dated,
    });
  },
});
