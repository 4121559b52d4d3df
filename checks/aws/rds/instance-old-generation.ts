import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { otherService } from '../_lib/rds-engine.ts';

/** Source: RDS User Guide, "DB instance classes": previous generation classes; RDS describes no generation in its API. */
export default defineCheck({
  id: 'aws.rds.instance.family.old.generation',
  title: 'RDS instance is of a previous generation',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'low', score: 320 },
  table: 'rds_instances',
  options: z.object({
    oldFamilies: z
      .array(z.string())
      .default(['m1', 'm2', 'm3', 'm4', 'r3', 'r4', 't1', 't2', 'x1', 'cr1'])
      .describe('Families of previous generations'),
  }),
  messages: { old: 'RDS instance {id} is of class {class}, a previous generation.' },
  why: 'Current generations give more for the same money, and AWS retires previous ones.',
  fix: 'Modify the instance to the current generation of the same family, Graviton where the engine runs on it.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html'],
  evaluate(row, ctx) {
    const other = otherService(row);
    if (other) return skip(`of ${other}`);
    const family = row.instance_class.split('.')[1] ?? '';
    if (!ctx.options.oldFamilies.includes(family)) return pass;
    return fail({
      message: 'old',
      values: { id: row.db_instance_id, class: row.instance_class },
      confidence: 90,
      dimensions: { instance_class: row.instance_class, family },
    });
  },
});
