import check from '../../../../checks/aws/ec2/instance-imdsv1-allowed.ts';
import { instance } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'tokens are optional',
      row: instance({ http_tokens: 'optional' }),
      says: 'Instance i-0a answers metadata requests without a session token (HttpTokens is optional).',
      saves: null,
      level: 'high',
      dimensions: { http_tokens: 'optional' },
    },
  ],
  passes: [
    { name: 'tokens are required', row: instance() },
    {
      name: 'the endpoint is off, so the tokens do not matter',
      row: instance({ http_tokens: 'optional', http_endpoint: 'disabled' }),
    },
    {
      name: 'not there yet',
      row: instance({ http_tokens: 'optional', state: 'pending' }),
      skips: 'it is pending',
    },
  ],
  unknowns: [
    {
      name: 'the API is silent',
      row: instance({ http_tokens: '', http_endpoint: '' }),
      because: 'AWS does not say how its metadata service is set',
    },
  ],
});
