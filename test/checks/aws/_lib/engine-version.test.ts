import { expect, it } from 'vitest';
import { majorVersions } from '../../../../checks/aws/_lib/engine-version.ts';

it.each([
  ['8.0.39', ['8.0', '8']],
  ['13.20', ['13.20', '13']],
  ['9.6.24', ['9.6', '9']],
  ['10.6.21', ['10.6', '10']],
  ['8.0.mysql_aurora.3.08.0', ['8.0', '8']],
  ['5.7.mysql_aurora.2.11.2', ['5.7', '5']],
  ['16', ['16']],
  ['19.0.0.0.ru-2025-01', ['19.0', '19']],
  ['', ['']],
])('%s', (version, majors) => {
  expect(majorVersions(version)).toEqual(majors);
});
