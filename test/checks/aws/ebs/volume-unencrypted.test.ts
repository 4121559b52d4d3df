import check from '../../../../checks/aws/ebs/volume-unencrypted.ts';
import { volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'not encrypted',
      row: volume({ encrypted: false }),
      says: 'Volume vol-0a (100 GiB gp3) is not encrypted.',
      saves: null,
      level: 'high',
      dimensions: { volume_type: 'gp3', size_gib: '100' },
    },
    {
      name: 'attached to nothing does not make it safe',
      row: volume({ encrypted: false, state: 'available', attachments: [], tags: { keep: 'true' } }),
      says: 'Volume vol-0a (100 GiB gp3) is not encrypted.',
      saves: null,
    },
  ],
  passes: [
    { name: 'encrypted', row: volume() },
    { name: 'going away', row: volume({ encrypted: false, state: 'deleting' }), skips: 'it is deleting' },
  ],
  unknowns: [],
  neverUnknown: 'the listing always says it',
});
