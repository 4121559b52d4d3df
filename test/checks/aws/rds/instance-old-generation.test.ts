import check from '../../../../checks/aws/rds/instance-old-generation.ts';
import { dbInstance } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'm4',
      row: dbInstance({ instance_class: 'db.m4.large' }),
      says: 'RDS instance shop is of class db.m4.large, a previous generation.',
      saves: null,
      level: 'low',
      dimensions: { instance_class: 'db.m4.large', family: 'm4' },
    },
    {
      name: 'a team that counts m5 as old',
      row: dbInstance(),
      options: { oldFamilies: ['m5'] },
      says: 'RDS instance shop is of class db.m5.large, a previous generation.',
      saves: null,
    },
  ],
  passes: [
    { name: 'm5', row: dbInstance() },
    { name: 'a family that begins like an old one', row: dbInstance({ instance_class: 'db.t4g.micro' }) },
    { name: 'serverless', row: dbInstance({ instance_class: 'db.serverless' }) },
    {
      name: 'DocumentDB, which the RDS API lists too',
      row: dbInstance({ engine: 'docdb', instance_class: 'db.r4.large' }),
      skips: 'of Amazon DocumentDB',
    },
  ],
  unknowns: [],
  neverUnknown: 'the class comes with the listing',
});
