import check from '../../../../checks/aws/efs/filesystem-unencrypted.ts';
import { efsFileSystem } from '../../../support/makers/efs.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'made without encryption',
      row: efsFileSystem({ encrypted: false }),
      says: 'EFS file system fs-0a (200.0 GiB) is not encrypted at rest.',
      saves: null,
      level: 'high',
      confidence: 100,
      dimensions: { encrypted: 'false' },
    },
  ],
  passes: [
    { name: 'encrypted', row: efsFileSystem() },
    {
      name: 'on its way out',
      row: efsFileSystem({ encrypted: false, state: 'deleting' }),
      skips: 'it is deleting',
    },
  ],
  unknowns: [],
  neverUnknown: 'the listing always says whether it is encrypted',
});
