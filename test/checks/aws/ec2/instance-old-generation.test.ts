import check from '../../../../checks/aws/ec2/instance-old-generation.ts';
import { instance, instanceType } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const types = {
  ec2_instance_types: [
    instanceType(),
    instanceType({ instance_type: 'm4.large', current_generation: false }),
  ],
};

testCheck(check, {
  fails: [
    {
      name: 'AWS lists its type as previous generation',
      row: instance({ instance_type: 'm4.large' }),
      tables: types,
      says: 'Instance i-0a is of type m4.large, which AWS lists as previous generation.',
      saves: null,
      level: 'low',
      dimensions: { instance_type: 'm4.large', family: 'm4' },
    },
    {
      name: 'stopped ones too: they will be started as they are',
      row: instance({ instance_type: 'm4.large', state: 'stopped' }),
      tables: types,
      says: 'Instance i-0a is of type m4.large, which AWS lists as previous generation.',
      saves: null,
    },
  ],
  passes: [
    { name: 'current generation', row: instance(), tables: types },
    {
      name: 'going away',
      row: instance({ instance_type: 'm4.large', state: 'shutting-down' }),
      tables: types,
      skips: 'it is shutting-down',
    },
  ],
  unknowns: [
    {
      name: 'a type that the region does not describe',
      row: instance({ instance_type: 'cr1.8xlarge' }),
      tables: types,
      because: 'AWS does not describe cr1.8xlarge in this region',
    },
  ],
});
