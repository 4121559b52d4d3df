import check from '../../../../checks/aws/efs/filesystem-lifecycle-missing.ts';
import { efsStorage } from '../../../../prices/aws/efs.ts';
import { efsFileSystem, efsLifecycle } from '../../../support/makers/efs.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const none = { efs_lifecycles: [efsLifecycle()] };

testCheck(check, {
  fails: [
    {
      name: 'never moves anything; how much is cold nobody says',
      row: efsFileSystem(),
      tables: none,
      prices: [[efsStorage(REGION, { storageClass: 'standard' }), '0.33']],
      says: 'EFS file system fs-0a holds 200.0 GiB in the Standard class and no lifecycle policy moves cold files on; it costs $66.00 a month.',
      saves: null,
      costs: '66.000000',
      confidence: 80,
      notes:
        'no saving is claimed: AWS does not say how much of it is cold; files below 128 KiB stay where they are',
      dimensions: { transition_to_ia: 'false', transition_to_archive: 'false' },
    },
    {
      name: 'no price',
      row: efsFileSystem(),
      tables: none,
      says: 'EFS file system fs-0a holds 200.0 GiB in the Standard class and no lifecycle policy moves cold files on.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'moves to Infrequent Access',
      row: efsFileSystem(),
      tables: { efs_lifecycles: [efsLifecycle({ to_infrequent_access: 'AFTER_30_DAYS' })] },
    },
    {
      name: 'moves to Archive only',
      row: efsFileSystem(),
      tables: { efs_lifecycles: [efsLifecycle({ to_archive: 'AFTER_90_DAYS' })] },
    },
    { name: 'nearly empty', row: efsFileSystem({ standard_bytes: 1024 ** 3 - 1 }), tables: none },
    {
      name: 'a standby follows its source',
      row: efsFileSystem({ overwrite_protection: 'REPLICATING' }),
      tables: none,
      skips: 'it is the destination of a replication',
    },
    { name: 'creating', row: efsFileSystem({ state: 'creating' }), tables: none, skips: 'it is creating' },
  ],
  unknowns: [
    {
      name: 'its policy alone was refused',
      row: efsFileSystem(),
      tables: { efs_lifecycles: [efsLifecycle({ unread: 'not authorized' })] },
      because: 'not authorized',
    },
    {
      name: 'made after the policies were read',
      row: efsFileSystem(),
      because: 'its lifecycle policy was not read',
    },
  ],
});
