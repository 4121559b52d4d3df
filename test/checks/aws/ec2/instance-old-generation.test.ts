import check from '../../../../checks/aws/ec2/instance-old-generation.ts';
import { instance } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: "a family of AWS's list of previous generations",
      row: instance({ instance_type: 'm4.large' }),
      says: 'Instance i-0a is of type m4.large: m4 is an old family with newer ones to follow it.',
      saves: null,
      level: 'low',
      dimensions: { instance_type: 'm4.large', family: 'm4' },
    },
    {
      name: 'one that the API still calls current',
      row: instance({ instance_type: 't2.micro' }),
      says: 'Instance i-0a is of type t2.micro: t2 is an old family with newer ones to follow it.',
      saves: null,
    },
    {
      name: 'stopped ones too: they will be started as they are',
      row: instance({ instance_type: 'r4.large', state: 'stopped' }),
      says: 'Instance i-0a is of type r4.large: r4 is an old family with newer ones to follow it.',
      saves: null,
    },
  ],
  passes: [
    { name: 'one that most fleets run on, though the API calls it previous', row: instance() },
    { name: 'a newer sibling of an old family', row: instance({ instance_type: 'i3en.large' }) },
    {
      name: 'going away',
      row: instance({ instance_type: 'm4.large', state: 'shutting-down' }),
      skips: 'it is shutting-down',
    },
  ],
  unknowns: [],
  neverUnknown: 'an instance always has a type',
});
