import check from '../../../../checks/aws/fsx/windows-maintenance-window-business-hours.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { testCheck } from '../../../support/test-check.ts';

const at = (maintenance_start: string) => fsxFileSystem({ maintenance_start });

testCheck(check, {
  fails: [
    {
      name: 'Wednesday at ten',
      row: at('3:10:30'),
      says: 'FSx for Windows file system fs-0f is patched on Wednesday from 10:30 UTC, during working hours, and stops for some minutes then.',
      saves: null,
      level: 'low',
      confidence: 55,
      notes: 'working hours are taken as UTC: see the option utcOffsetHours',
      dimensions: { fs_type: 'WINDOWS' },
    },
    {
      name: 'Sunday night UTC is Monday morning in Tokyo',
      row: at('7:23:30'),
      options: { utcOffsetHours: 9 },
      says: 'FSx for Windows file system fs-0f is patched on Sunday from 23:30 UTC, during working hours, and stops for some minutes then.',
      saves: null,
      notes: '',
    },
  ],
  passes: [
    { name: 'at night', row: at('3:02:00') },
    { name: 'an hour after the last', row: at('5:19:00') },
    { name: 'on Saturday', row: at('6:11:00') },
    { name: 'morning UTC is night in Los Angeles', row: at('1:09:00'), options: { utcOffsetHours: -8 } },
    {
      name: 'the standby serves meanwhile',
      row: fsxFileSystem({ maintenance_start: '3:10:30', deployment_type: 'MULTI_AZ_1' }),
    },
    {
      name: 'not production',
      row: fsxFileSystem({ maintenance_start: '3:10:30', tags: { Environment: 'dev' } }),
    },
    { name: 'no window', row: at(''), skips: 'it has no maintenance window' },
    {
      name: 'ONTAP',
      row: fsxFileSystem({ maintenance_start: '3:10:30', file_system_type: 'ONTAP' }),
      skips: 'it is no Windows file system',
    },
  ],
  unknowns: [
    {
      name: 'in another form',
      row: at('sun:03:00-sun:04:00'),
      because: 'its maintenance window, sun:03:00-sun:04:00, cannot be read',
    },
  ],
});
