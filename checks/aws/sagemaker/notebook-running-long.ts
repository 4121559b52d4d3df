import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { sagemakerInstanceHour } from '../../../prices/aws/sagemaker.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.sagemaker.notebooks.running.long',
  title: 'Notebook instance that is never stopped',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 300 },
  table: 'sagemaker_notebook_instances',
  respectsKeepTags: true,
  options: z.object({
    runningDays: z.int().min(1).default(14).describe('Days since its last start, stop or update'),
  }),
  messages: {
    running:
      'Notebook instance {name} ({type}) has been running for {days} days without a stop[ and costs {cost} a month].',
  },
  why: 'A notebook instance is billed while it runs, nights and weekends too, whether a notebook is open or not.',
  fix: 'Stop it when nobody works on it, or give it a lifecycle configuration that stops it when it is idle; its volume stays.',
  links: ['https://docs.aws.amazon.com/sagemaker/latest/dg/notebook-lifecycle-config.html'],
  prices: (row) => [sagemakerInstanceHour(row.region, { instanceType: row.instance_type, use: 'notebook' })],
  evaluate(row, ctx) {
    const days = ageDays(row.modified_at, ctx.asOf);
    if (days === undefined) return unknown('AWS does not say when it was started');
    if (days <= ctx.options.runningDays) return pass;
    // AWS's own script for stopping idle ones is such a configuration: then it runs because it works
    if (row.lifecycle_config !== '')
      return unknown(`its lifecycle configuration ${row.lifecycle_config} may stop it while it is idle`);
    const price = ctx.price(
      sagemakerInstanceHour(row.region, { instanceType: row.instance_type, use: 'notebook' }),
    );
    const cost = price && perMonth(price.usd);
    return fail({
      message: 'running',
      values: { name: row.notebook_name, type: row.instance_type, days: Math.floor(days), cost },
      monthlyCost: cost,
      confidence: least(50, price?.confidence ?? 50),
      notes: notesOf('AWS publishes nothing about its use, so that no savings are claimed', price?.note),
      dimensions: { instance_type: row.instance_type },
    });
  },
});
