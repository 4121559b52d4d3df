import check from '../../../../checks/aws/redshift/cluster-idle.ts';
import { redshiftNodeHour } from '../../../../prices/aws/redshift.ts';
import { redshiftCluster, redshiftDatashare } from '../../../support/makers/redshift.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [redshiftNodeHour(REGION, { nodeType: 'ra3.xlplus' }), '1.2'] as const;
const silent = { redshift_cluster_connections_maximum: 0, redshift_cluster_cpu: 4 } as const;

testCheck(check, {
  fails: [
    {
      name: 'nobody connected in a fortnight',
      row: redshiftCluster(),
      metrics: silent,
      prices: [price],
      says: 'Redshift cluster warehouse (2 × ra3.xlplus) had no connection in 14 days; its nodes cost $1,752.00 a month.',
      saves: '1752.000000',
      costs: '1752.000000',
      claims: { 'warehouse/hours': '1752.000000' },
      confidence: 85,
    },
    {
      name: 'dc2, which shares nothing, though shares were refused; no price, no savings',
      row: redshiftCluster({ node_type: 'dc2.large' }),
      unread: ['redshift_datashares'],
      metrics: silent,
      says: 'Redshift cluster warehouse (2 × dc2.large) had no connection in 14 days.',
      saves: null,
      confidence: 60,
    },
    {
      name: 'its share was taken back',
      row: redshiftCluster(),
      tables: { redshift_datashares: [redshiftDatashare({ has_consumers: false })] },
      metrics: silent,
      says: 'Redshift cluster warehouse (2 × ra3.xlplus) had no connection in 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'connected to on one day: a monthly report',
      row: redshiftCluster(),
      metrics: {
        ...silent,
        redshift_cluster_connections_maximum: [3, ...new Array<number>(13).fill(0)],
      },
    },
    {
      name: 'filled by a stream, without connections',
      row: redshiftCluster(),
      metrics: { ...silent, redshift_cluster_cpu: 30 },
    },
    {
      name: 'others read what it shares',
      row: redshiftCluster(),
      tables: { redshift_datashares: [redshiftDatashare()] },
      metrics: silent,
      skips: 'it shares data that others read without connecting to it',
    },
    {
      name: 'paused, so that no node is billed',
      row: redshiftCluster({ status: 'paused' }),
      skips: 'it is paused',
    },
  ],
  unknowns: [
    {
      name: 'created yesterday',
      row: redshiftCluster({ created_at: daysAgo(1) }),
      metrics: silent,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'resumed the day before yesterday',
      row: redshiftCluster(),
      metrics: { redshift_cluster_connections_maximum: [0, 0], redshift_cluster_cpu: [4, 4] },
      because: 'connections were measured on 2 days, 7 are needed',
    },
    {
      name: 'shares were refused',
      row: redshiftCluster(),
      unread: ['redshift_datashares'],
      metrics: silent,
      because: 'its data shares could not be read',
    },
  ],
});
