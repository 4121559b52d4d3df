import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSarif } from '../support/check-sarif.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sarif-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const location = (uri: string, startLine = 1) => ({
  physicalLocation: { artifactLocation: { uri }, region: { startLine } },
});
const result = (more: object = {}) => ({
  ruleId: 'ec2-volume-unattached',
  ruleIndex: 0,
  level: 'warning',
  message: { text: 'Volume vol-1 is not attached.' },
  locations: [location('.finops-gate.yml')],
  partialFingerprints: { primaryLocationLineHash: 'abc:1' },
  ...more,
});
const check = (...results: object[]): Promise<string[]> => {
  const rule = {
    id: 'ec2-volume-unattached',
    name: 'Ec2VolumeUnattached',
    shortDescription: { text: 'Unattached volume.' },
    fullDescription: { text: 'A volume that is attached to nothing is paid for.' },
    help: { text: 'Delete it, or keep a snapshot of it.' },
    helpUri: 'https://docs.aws.amazon.com/ebs/',
  };
  const run = {
    tool: {
      driver: { name: 'FinOps Gate', version: '1.0.0', informationUri: 'https://example.com', rules: [rule] },
    },
    automationDetails: { id: 'finops-gate/123456789012/' },
    results,
  };
  const file = join(dir, `${Math.trunc(performance.now() * 1000)}.sarif`);
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  writeFileSync(file, JSON.stringify({ $schema, version: '2.1.0', runs: [run] }));
  return checkSarif(file);
};

test('accepts a file that GitHub takes, empty or not', async () => {
  expect(await check(result())).toEqual([]);
  expect(await check()).toEqual([]);
});

test.each([
  [
    'an ARN as uri',
    { locations: [location('arn:aws:ec2:eu-west-1:1:volume/vol-1')] },
    /^uri: result 0 is not in the repo/,
  ],
  ['no location', { locations: [] }, /^uri: result 0 has none/],
  ['a level outside the enum', { level: 'fatal' }, /^schema: \/runs\/0\/results\/0\/level/],
  ['line 0', { locations: [location('a.yml', 0)] }, /^schema: .*startLine/],
  ['a rule index that leads nowhere', { ruleIndex: 7 }, /^SARIF1\d{3}/],
])('finds %s', async (_, more, said) => {
  expect(await check(result(more))).toContainEqual(expect.stringMatching(said));
});

test('asks the rules for GitHub too', async () => {
  expect(await check(result({ locations: [] }))).toContainEqual(expect.stringMatching(/^GH\d{4}/));
});
