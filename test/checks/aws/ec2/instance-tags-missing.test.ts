import check from '../../../../checks/aws/ec2/instance-tags-missing.ts';
import { instance } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const all = { applicationid: 'shop-1', ENVIRONMENT: 'production', ' Application ': 'shop' };

testCheck(check, {
  fails: [
    {
      name: 'no tags at all',
      row: instance(),
      says: 'Instance i-0a lacks the tag(s) ApplicationId, Environment, Application.',
      saves: null,
      level: 'low',
      dimensions: { missing_tag_keys: 'applicationid,environment,application' },
    },
    {
      name: 'a blank value is no value',
      row: instance({ tags: { ...all, ENVIRONMENT: '  ' } }),
      says: 'Instance i-0a lacks the tag(s) Environment.',
      saves: null,
    },
    {
      name: 'a configured key',
      row: instance({ tags: all }),
      options: { requiredTags: ['Owner'] },
      says: 'Instance i-0a lacks the tag(s) Owner.',
      saves: null,
    },
  ],
  passes: [
    { name: 'keys differ in case and spaces only', row: instance({ tags: all }) },
    { name: 'terminating', row: instance({ state: 'shutting-down' }), skips: 'it is shutting-down' },
  ],
  unknowns: [],
  neverUnknown: 'tags come with the listing: no list, no resource',
});
