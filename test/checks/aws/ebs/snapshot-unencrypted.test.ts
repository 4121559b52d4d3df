import check from '../../../../checks/aws/ebs/snapshot-unencrypted.ts';
import { snapshot } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'not encrypted',
      row: snapshot({ encrypted: false }),
      says: 'Snapshot snap-0a of vol-0a (100 GiB) is not encrypted.',
      saves: null,
      level: 'medium',
    },
    {
      name: 'AWS Backup keeps plain ones as well',
      row: snapshot({ encrypted: false, tags: { 'aws:backup:source-resource': 'x' } }),
      says: 'Snapshot snap-0a of vol-0a (100 GiB) is not encrypted.',
      saves: null,
    },
    {
      name: 'a copy, whose volume id means nothing',
      row: snapshot({ encrypted: false, volume_id: 'vol-ffffffff' }),
      says: 'Snapshot snap-0a of an unnamed volume (100 GiB) is not encrypted.',
      saves: null,
    },
  ],
  passes: [
    { name: 'encrypted', row: snapshot() },
    { name: 'failed', row: snapshot({ encrypted: false, state: 'error' }), skips: 'it is error' },
  ],
  unknowns: [],
  neverUnknown: 'the listing always says it',
});
