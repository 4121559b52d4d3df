import check from '../../../../checks/aws/rds/instance-tags-missing.ts';
import { dbInstance } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const options = { requiredTags: ['ApplicationId', 'Environment', 'Application'] };
const all = { applicationid: 'shop-1', ENVIRONMENT: 'production', ' Application ': 'shop' };

testCheck(check, {
  fails: [
    {
      name: 'no tags at all',
      row: dbInstance(),
      options,
      says: 'Database shop (db.m5.large) lacks the tag(s) ApplicationId, Environment, Application.',
      saves: null,
      level: 'low',
      dimensions: { missing_tag_keys: 'applicationid,environment,application' },
    },
    {
      name: 'stopped: its storage is billed all the same',
      row: dbInstance({ status: 'stopped', tags: { ...all, ENVIRONMENT: '' } }),
      options,
      says: 'Database shop (db.m5.large) lacks the tag(s) Environment.',
      saves: null,
    },
    {
      name: 'a member of a cluster, and a configured key',
      row: dbInstance({ cluster_id: 'ledger', tags: all }),
      options: { requiredTags: ['Owner'] },
      says: 'Database shop (db.m5.large) lacks the tag(s) Owner.',
      saves: null,
      dimensions: { cluster_id: 'ledger' },
    },
  ],
  passes: [
    { name: 'keys differ in case and spaces only', row: dbInstance({ tags: all }), options },
    { name: 'none are required', row: dbInstance() },
    { name: 'tags may follow', row: dbInstance({ status: 'creating' }), skips: 'it is creating' },
    { name: 'on its way out', row: dbInstance({ status: 'deleting' }), skips: 'it is deleting' },
  ],
  unknowns: [],
  neverUnknown: 'tags come with the listing: no list, no resource',
});
