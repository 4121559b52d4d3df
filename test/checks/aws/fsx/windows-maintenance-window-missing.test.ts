import check from '../../../../checks/aws/fsx/windows-maintenance-window-missing.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'none',
      row: fsxFileSystem({ maintenance_start: '' }),
      says: 'FSx for Windows file system fs-0f has no weekly maintenance window.',
      saves: null,
      level: 'low',
      confidence: 80,
      dimensions: { fs_type: 'WINDOWS' },
    },
  ],
  passes: [
    { name: 'one', row: fsxFileSystem() },
    {
      name: 'Lustre scratch has none',
      row: fsxFileSystem({ file_system_type: 'LUSTRE', maintenance_start: '' }),
      skips: 'it is no Windows file system',
    },
    {
      name: 'still being made',
      row: fsxFileSystem({ lifecycle: 'CREATING', maintenance_start: '' }),
      skips: 'it is CREATING',
    },
  ],
  unknowns: [],
  neverUnknown: 'a window that is not in the listing is not set',
});
