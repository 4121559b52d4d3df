import check from '../../../../checks/aws/ebs/volume-tags-missing.ts';
import { volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const options = { requiredTags: ['ApplicationId', 'Environment', 'Application'] };
const all = { applicationid: 'shop-1', ENVIRONMENT: 'production', ' Application ': 'shop' };

testCheck(check, {
  fails: [
    {
      name: 'no tags at all, whatever its instance carries',
      row: volume(),
      options,
      says: 'Volume vol-0a (100 GiB) lacks the tag(s) ApplicationId, Environment, Application.',
      saves: null,
      level: 'low',
      dimensions: { missing_tag_keys: 'applicationid,environment,application', instance_ids: 'i-0a' },
    },
    {
      name: 'a blank value is no value',
      row: volume({ tags: { ...all, ENVIRONMENT: ' ' } }),
      options,
      says: 'Volume vol-0a (100 GiB) lacks the tag(s) Environment.',
      saves: null,
    },
    {
      name: 'a configured key, on a volume of its own',
      row: volume({ state: 'available', attachments: [], tags: all }),
      options: { requiredTags: ['Owner'] },
      says: 'Volume vol-0a (100 GiB) lacks the tag(s) Owner.',
      saves: null,
    },
  ],
  passes: [
    { name: 'keys differ in case and spaces only', row: volume({ tags: all }), options },
    { name: 'none are required', row: volume() },
    { name: 'tags may follow', row: volume({ state: 'creating' }), skips: 'it is creating' },
    { name: 'on its way out', row: volume({ state: 'deleting' }), skips: 'it is deleting' },
  ],
  unknowns: [],
  neverUnknown: 'tags come with the listing: no list, no resource',
});
