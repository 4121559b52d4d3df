import check from '../../../../checks/aws/fsx/filesystem-missing-required-tags.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { testCheck } from '../../../support/test-check.ts';

const options = { requiredTags: ['ApplicationId', 'Environment', 'Application'] };

testCheck(check, {
  fails: [
    {
      name: 'none at all',
      row: fsxFileSystem(),
      options,
      says: 'FSx file system fs-0f (WINDOWS) lacks the tag(s) ApplicationId, Environment, Application.',
      saves: null,
      dimensions: { fs_type: 'WINDOWS', missing_tag_keys: 'applicationid,environment,application' },
    },
    {
      name: 'blank is missing',
      row: fsxFileSystem({ tags: { Application: 'shop', Environment: ' ', applicationid: '7' } }),
      options,
      says: 'FSx file system fs-0f (WINDOWS) lacks the tag(s) Environment.',
      saves: null,
    },
  ],
  passes: [
    { name: 'no tag is required unless a team says which', row: fsxFileSystem() },
    {
      name: 'all, in whatever case',
      row: fsxFileSystem({ tags: { applicationId: '7', ENVIRONMENT: 'prod', application: 'shop' } }),
      options,
    },
    {
      name: 'other tags are asked for',
      row: fsxFileSystem({ tags: { CostCentre: '12' } }),
      options: { requiredTags: ['costcentre'] },
    },
    {
      name: 'still being made',
      row: fsxFileSystem({ lifecycle: 'CREATING' }),
      options,
      skips: 'it is CREATING',
    },
  ],
  unknowns: [],
  neverUnknown: 'tags come with the listing',
});
