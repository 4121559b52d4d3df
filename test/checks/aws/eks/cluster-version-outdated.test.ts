import check from '../../../../checks/aws/eks/cluster-version-outdated.ts';
import { eksClusterHour } from '../../../../prices/aws/eks.ts';
import { clusterVersion, eksCluster } from '../../../support/makers/eks.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const tables = {
  eks_cluster_versions: [
    clusterVersion(),
    clusterVersion({ version: '1.33', standard_support_ends: daysAgo(-30) }),
    clusterVersion({
      version: '1.31',
      status: 'EXTENDED_SUPPORT',
      standard_support_ends: '2025-11-26T00:00:00.000Z',
      extended_support_ends: '2026-11-26T00:00:00.000Z',
    }),
    clusterVersion({
      version: '1.28',
      status: 'UNSUPPORTED',
      standard_support_ends: '2024-11-26T00:00:00.000Z',
    }),
    clusterVersion({ version: '1.41', standard_support_ends: null }),
  ],
};
const prices = [
  [eksClusterHour(REGION, { support: 'standard' }), '0.1'],
  [eksClusterHour(REGION, { support: 'extended' }), '0.5'],
] as const;

testCheck(check, {
  fails: [
    {
      name: 'in extended support: fifty cents an hour are added to ten',
      row: eksCluster({ version: '1.31' }),
      tables,
      prices,
      says: 'EKS cluster shop runs Kubernetes 1.31, in extended support since 2025-11-26, which adds $365.00 a month.',
      saves: '365.000000',
      costs: '438.000000',
      claims: { 'shop/extended_support': '365.000000' },
      level: 'high',
      confidence: 90,
      dimensions: { cluster_name: 'shop', cluster_version: '1.31', standard_support_ends: '2025-11-26' },
    },
    {
      name: 'its policy lets AWS upgrade it instead',
      row: eksCluster({ version: '1.31', upgrade_support: 'STANDARD' }),
      tables,
      prices,
      says: 'EKS cluster shop runs Kubernetes 1.31, in extended support since 2025-11-26.',
      saves: null,
      notes: 'its upgrade policy is STANDARD: AWS upgrades it instead of billing',
    },
    {
      name: 'no price, no savings',
      row: eksCluster({ version: '1.31' }),
      tables,
      says: 'EKS cluster shop runs Kubernetes 1.31, in extended support since 2025-11-26.',
      saves: null,
    },
    {
      name: 'the API of versions was refused: the release calendar tells',
      row: eksCluster({ version: '1.32' }),
      unread: ['eks_cluster_versions'],
      prices,
      says: 'EKS cluster shop runs Kubernetes 1.32, in extended support since 2026-03-23, which adds $365.00 a month.',
      saves: '365.000000',
      confidence: 80,
      notes: 'by the published release calendar: the API did not say',
    },
    {
      name: 'a week before its end, by the calendar',
      row: eksCluster({ version: '1.34' }),
      says: 'EKS cluster shop runs Kubernetes 1.34, whose standard support ends on 2026-12-02, in 6 days.',
      saves: null,
      level: 'low',
      confidence: 80,
    },
    {
      name: 'past extended support, by the calendar',
      row: eksCluster({ version: '1.27' }),
      says: 'EKS cluster shop runs Kubernetes 1.27, which AWS supports no more.',
      saves: null,
    },
    {
      name: 'before all of the calendar',
      row: eksCluster({ version: '1.21' }),
      unread: ['eks_cluster_versions'],
      says: 'EKS cluster shop runs Kubernetes 1.21, which AWS supports no more.',
      saves: null,
    },
    {
      name: 'ends in a month',
      row: eksCluster({ version: '1.33' }),
      tables,
      prices,
      says: 'EKS cluster shop runs Kubernetes 1.33, whose standard support ends on 2026-12-25, in 30 days.',
      saves: null,
      level: 'low',
    },
    {
      name: 'past extended support',
      row: eksCluster({ version: '1.28' }),
      tables,
      says: 'EKS cluster shop runs Kubernetes 1.28, which AWS supports no more.',
      saves: null,
    },
    {
      name: 'older than all that the API lists',
      row: eksCluster({ version: '1.9' }),
      tables,
      says: 'EKS cluster shop runs Kubernetes 1.9, which AWS supports no more.',
      saves: null,
    },
  ],
  passes: [
    { name: 'supported for months', row: eksCluster(), tables },
    { name: 'supported for months, by the calendar', row: eksCluster({ version: '1.35' }) },
    {
      name: 'ends in a month, when a week is enough',
      row: eksCluster({ version: '1.33' }),
      tables,
      options: { withinDays: 7 },
    },
    {
      name: 'going away',
      row: eksCluster({ version: '1.31', status: 'DELETING' }),
      tables,
      skips: 'it is DELETING',
    },
    {
      name: 'a local cluster',
      row: eksCluster({ version: '1.31', is_local: true }),
      tables,
      skips: 'its versions are not those of EKS in AWS',
    },
  ],
  unknowns: [
    {
      name: 'newer than all that the API lists',
      row: eksCluster({ version: '1.40' }),
      tables,
      because: 'AWS gives no support dates for Kubernetes 1.40',
    },
    {
      name: 'neither the API nor the calendar knows it',
      row: eksCluster({ version: '1.40' }),
      unread: ['eks_cluster_versions'],
      because: 'AWS gives no support dates for Kubernetes 1.40',
    },
    {
      name: 'a version without dates',
      row: eksCluster({ version: '1.41' }),
      tables,
      because: 'AWS gives no support dates for Kubernetes 1.41',
    },
  ],
});
