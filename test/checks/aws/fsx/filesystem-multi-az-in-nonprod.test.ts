import check from '../../../../checks/aws/fsx/filesystem-multi-az-in-nonprod.ts';
import { fsxStorage, fsxThroughput } from '../../../../prices/aws/fsx.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const two = { type: 'WINDOWS', deployment: 'MULTI_AZ_1' };
const one = { type: 'WINDOWS', deployment: 'SINGLE_AZ_2' };
const row = fsxFileSystem({ deployment_type: 'MULTI_AZ_1', tags: { Environment: 'Staging' } });

testCheck(check, {
  fails: [
    {
      name: 'storage and throughput of one zone instead of two',
      row,
      prices: [
        [fsxStorage(REGION, { ...two, storage: 'SSD', perTib: '' }), '0.23'],
        [fsxStorage(REGION, { ...one, storage: 'SSD', perTib: '' }), '0.13'],
        [fsxThroughput(REGION, two), '4.5'],
        [fsxThroughput(REGION, one), '2.2'],
      ],
      says: 'FSx file system fs-0f (WINDOWS) is tagged Staging and runs in two zones; one would save $794.40 a month.',
      saves: '794.400000',
      costs: '1726.000000',
      claims: { 'fs-0f/storage': '500.000000', 'fs-0f/throughput': '294.400000' },
      confidence: 70,
      dimensions: { fs_type: 'WINDOWS', vpc_id: 'vpc-0a', environment: 'Staging' },
    },
    {
      name: 'OpenZFS too; no price',
      row: fsxFileSystem({ file_system_type: 'OPENZFS', deployment_type: 'MULTI_AZ_1', tags: { env: 'qa' } }),
      says: 'FSx file system fs-0f (OPENZFS) is tagged qa and runs in two zones.',
      saves: null,
    },
  ],
  passes: [
    { name: 'one zone', row: fsxFileSystem({ tags: { env: 'dev' } }) },
    { name: 'production', row: { ...row, tags: { Environment: 'production' } } },
    { name: 'its name sounds like a test', row: { ...row, tags: { Name: 'latest-contest' } } },
    { name: 'another tag says production', row: { ...row, tags: { env: 'dev', stage: 'prod' } } },
    { name: 'deleting', row: { ...row, lifecycle: 'DELETING' }, skips: 'it is DELETING' },
  ],
  unknowns: [],
  neverUnknown: 'the listing says everything',
});
