import check from '../../../../checks/aws/sagemaker/notebook-running-long.ts';
import { sagemakerInstanceHour } from '../../../../prices/aws/sagemaker.ts';
import { notebookInstance } from '../../../support/makers/sagemaker.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [
  sagemakerInstanceHour(REGION, { instanceType: 'ml.t3.medium', use: 'notebook' }),
  '0.054',
] as const;

testCheck(check, {
  fails: [
    {
      name: 'running for a month',
      row: notebookInstance(),
      prices: [price],
      says: 'Notebook instance lab (ml.t3.medium) has been running for 30 days without a stop and costs $39.42 a month.',
      saves: null,
      costs: '39.420000',
      level: 'low',
      confidence: 50,
      notes: 'AWS publishes nothing about its use, so that no savings are claimed',
    },
    {
      name: 'no price is known',
      row: notebookInstance(),
      says: 'Notebook instance lab (ml.t3.medium) has been running for 30 days without a stop.',
      saves: null,
    },
  ],
  passes: [
    { name: 'restarted on Monday', row: notebookInstance({ modified_at: daysAgo(2) }) },
    { name: 'running for exactly a fortnight', row: notebookInstance({ modified_at: daysAgo(14) }) },
  ],
  unknowns: [
    {
      name: 'a script stops it when it is idle: it may be at work',
      row: notebookInstance({ lifecycle_config: 'stop-when-idle' }),
      because: 'its lifecycle configuration stop-when-idle may stop it while it is idle',
    },
    {
      name: 'no date',
      row: notebookInstance({ modified_at: null }),
      because: 'AWS does not say when it was started',
    },
  ],
});
