/** `npm run bench`: every measurement in one run, so that its ratios hold on any machine. Names as arguments choose some. */
import { benchBilling } from './billing.ts';
import { benchFindings, type Measured } from './findings.ts';
import { benchReplay } from './replay.ts';
import { benchScan } from './scan.ts';
import { benchStart } from './start.ts';

const BENCHES: Readonly<Record<string, () => Promise<Measured[]>>> = {
  findings: benchFindings,
  replay: benchReplay,
  start: benchStart,
  scan: benchScan,
  billing: benchBilling,
};

const chosen = process.argv.slice(2);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  for (const m of await bench()) process.stdout.write(`  ${m.name.padEnd(72)} ${m.value}\n`);
}
