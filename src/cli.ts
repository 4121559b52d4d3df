#!/usr/bin/env node
/** The command line: flags in, one call of the pipeline, text out, an exit code. No logic of its own. */
import { Argument, Command, CommanderError, Option } from 'commander';
import { COST_MODELS } from '../contracts/billing.ts';
import type { NormalizeFlags } from './commands/billing.ts';
import { completionScript, SHELLS, type Shell } from './commands/completion.ts';
import type { Settings } from './config/inputs.ts';
import { EXIT, exitCodeOf, GateError } from './shared/errors.ts';
import { printable, terminalLog } from './shared/log.ts';
import { ENGINE_VERSION } from './shared/version.ts';

const FORMATS = ['table', 'json', 'markdown', 'sarif'] as const;
type Format = (typeof FORMATS)[number];

const log = terminalLog(process.stderr, { debug: process.env.FINOPS_GATE_DEBUG === '1' });
const print = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
};
const screen = () => ({ columns: process.stdout.columns ?? 100, colour: useColour() });
const useColour = (): boolean =>
  process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

const program = new Command('finops-gate')
  .description(
    'Scans AWS accounts for waste and governance gaps, and says what changed and what it is worth.',
  )
  .version(ENGINE_VERSION)
  .showHelpAfterError('(see --help)')
  .showSuggestionAfterError()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  $ finops-gate demo                                        see the whole job, without AWS
  $ finops-gate audit --regions eu-west-1,us-east-1         scan with the credentials that are there
  $ finops-gate audit --inventory finops-gate-out           the same again, without AWS
  $ finops-gate audit --regions all --baseline last-week    what changed since last week
  $ finops-gate audit --regions all --billing raw_cur       and what it really costs
  $ finops-gate iam-policy --format terraform               what it must be allowed to read

Exit codes: 0 clean, 1 the gate holds, 2 your mistake, 3 AWS or GitHub failed, 4 ours.`,
  );

const format = new Option('--format <format>', 'what to print').choices(FORMATS).default('table');
const onlyOption = new Option('--only <ids>', 'check ids to run alone, comma-separated, * wildcards allowed');
const configOption = new Option('--config <file>', 'configuration file').default('.finops-gate.yml');

const costModelOption = new Option(
  '--cost-model <model>',
  'cost that counts (net_amortized when neither flag nor file says)',
).choices(COST_MODELS);

program
  .command('audit')
  .description('scan, compare, apply the gate, write every report')
  .addOption(new Option('--regions <list>', 'regions to scan, comma-separated, or all'))
  .addOption(
    new Option(
      '--account-roles <list>',
      'roles to assume, one per account: ARN or "ARN external-id", comma-separated',
    ),
  )
  .addOption(
    new Option('--allowed-account-ids <list>', 'account ids that may be scanned; any other stops the run'),
  )
  .addOption(
    new Option('--inventory <source>', 'live, or a folder with a recorded inventory').default('live'),
  )
  .addOption(new Option('--baseline <dir>', 'folder of an earlier run to compare with'))
  .addOption(
    new Option(
      '--billing <source>',
      'folder or s3://bucket/prefix with cost exports: what findings really cost',
    ),
  )
  .addOption(costModelOption)
  .addOption(
    new Option('--output <dir>', 'folder for everything that the run writes').default('finops-gate-out'),
  )
  .addOption(
    new Option(
      '--as-of <instant>',
      'ISO 8601 instant that pins every clock (the recorded one in a replay, else now)',
    ),
  )
  .addOption(configOption)
  .addOption(onlyOption)
  .addOption(
    new Option(
      '--fail-on <conditions>',
      'new-severity>=high, new-savings>100, total-savings>1000, coverage<95, expired-exemptions',
    ),
  )
  .addOption(new Option('--mode <mode>', 'fail or warn when a condition holds').choices(['fail', 'warn']))
  .addOption(new Option('--tenant <name>', 'name of the tenant; part of every finding id'))
  .addOption(new Option('--workspace <name>', 'name of the workspace'))
  .addOption(
    new Option('--salt <mode>', 'how finding ids are salted').choices(['stable', 'per_run', 'per_day']),
  )
  .addOption(new Option('--strict', 'a failing rule or a dropped row fails the run'))
  .addOption(format)
  .addHelpText(
    'after',
    `
Examples:
  $ finops-gate audit --regions all --fail-on 'new-severity>=high,new-savings>100' --baseline last-week
  $ finops-gate audit --inventory recorded/ --only 'aws.rds.*' --format json | jq '.[].title'

AWS endpoints, profiles and proxies come from the SDK's own environment variables (AWS_ENDPOINT_URL, AWS_PROFILE, HTTPS_PROXY …).`,
  )
  .action(async (flags: Record<string, string | boolean>) => {
    const { auditFromCli } = await import('./commands/audit.ts');
    const { format: chosen, ...rest } = flags;
    const done = await auditFromCli({
      settings: toSettings(rest),
      log,
      screen: screen(),
      format: chosen as Format,
    });
    print(done.text);
    process.exitCode = done.exitCode;
  });

program
  .command('diff')
  .description('compare two output folders: what is new, resolved, unchanged, not looked at')
  .addArgument(new Argument('<before>', 'output folder of the earlier run'))
  .addArgument(new Argument('<after>', 'output folder of the later run'))
  .addOption(
    new Option('--format <format>', 'what to print').choices(['table', 'json', 'markdown']).default('table'),
  )
  .addHelpText('after', '\nExample:\n  $ finops-gate diff last-week finops-gate-out --format markdown')
  .action(async (before: string, after: string, flags: { format: Format }) => {
    const { diffFolders } = await import('./commands/diff.ts');
    print(await diffFolders({ before, after, format: flags.format, screen: screen(), log }));
  });

program
  .command('report')
  .description('print the report of an output folder again')
  .addArgument(new Argument('[dir]', 'output folder of a run').default('finops-gate-out'))
  .addOption(format)
  .addHelpText('after', '\nExample:\n  $ finops-gate report finops-gate-out --format markdown > report.md')
  .action(async (dir: string, flags: { format: Format }) => {
    const { reportFolder } = await import('./commands/report.ts');
    print(await reportFolder({ dir, format: flags.format, screen: screen() }));
  });

const checks = program.command('checks').description('the catalogue');
checks
  .command('list')
  .description('every check and correlation rule')
  .addOption(new Option('--format <format>', 'what to print').choices(['table', 'json']).default('table'))
  .action(async (flags: { format: 'table' | 'json' }) => {
    const { listChecks } = await import('./commands/checks.ts');
    print(await listChecks(flags.format, screen()));
  });
checks
  .command('show')
  .description('what a check looks at, why, and its options')
  .addArgument(new Argument('<id>', 'check or rule id'))
  .action(async (id: string) => {
    const { showCheck } = await import('./commands/checks.ts');
    print(await showCheck(id, screen()));
  });

const billing = program.command('billing').description('cost exports');
billing
  .command('normalize')
  .description('read CUR, CUR 2.0 or FOCUS exports into one table of cost facts')
  .addOption(
    new Option('--from <source>', 'folder or s3://bucket/prefix with cost exports').makeOptionMandatory(),
  )
  .addOption(
    new Option('--output <dir>', 'folder for the facts and how they were read').makeOptionMandatory(),
  )
  .addOption(
    new Option('--cost-model <model>', 'cost that counts').choices(COST_MODELS).default('net_amortized'),
  )
  .addOption(new Option('--periods <months>', 'billing periods, e.g. 2026-09,2026-10 or 2026-08..2026-10'))
  .addOption(
    new Option('--memory-limit <size>', 'memory that may be used, e.g. 2GB (three quarters of the machine)'),
  )
  .addOption(new Option('--tenant <name>', 'name of the tenant').default('default'))
  .addHelpText(
    'after',
    `
Examples:
  $ finops-gate billing normalize --from raw_cur --output facts
  $ finops-gate billing normalize --from s3://billing-exports/cur2 --output facts --periods 2026-09..2026-11

A month that is there already from the same delivery is not read again.
Exit codes: 0 read, 2 nothing could be taken or your mistake, 3 AWS failed, 4 ours.`,
  )
  .action(async (flags: NormalizeFlags) => {
    const { normalizeCommand } = await import('./commands/billing.ts');
    const done = await normalizeCommand(flags, log);
    print(done.text);
    process.exitCode = done.taken ? EXIT.clean : EXIT.user;
  });

program
  .command('iam-policy')
  .description('the least IAM policy for the enabled checks')
  .addOption(new Option('--format <format>', 'what to print').choices(['json', 'terraform']).default('json'))
  .addOption(new Option('--billing <source>', 's3://bucket/prefix with cost exports'))
  .addOption(configOption)
  .addOption(onlyOption)
  .addHelpText(
    'after',
    '\nExample:\n  $ finops-gate iam-policy --only "aws.rds.*" --format terraform > policy.tf',
  )
  .action(
    async (flags: { format: 'json' | 'terraform'; config: string; only?: string; billing?: string }) => {
      const { printPolicy } = await import('./commands/iam-policy.ts');
      print(
        await printPolicy({
          format: flags.format,
          settings: toSettings({
            config: flags.config,
            ...(flags.only ? { only: flags.only } : {}),
            ...(flags.billing ? { billing: flags.billing } : {}),
          }),
        }),
      );
    },
  );

program
  .command('demo')
  .description('the whole job over a recorded account: no AWS, no network')
  .addOption(new Option('--output <dir>', 'folder for the reports').default('finops-gate-demo'))
  .action(async (flags: { output: string }) => {
    const { demo } = await import('./commands/demo.ts');
    print(await demo({ output: flags.output, log, screen: screen() }));
  });

program
  .command('completion')
  .description('shell completion: source <(finops-gate completion bash)')
  .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
  .action((shell: Shell) => print(completionScript(program, shell)));

/** Commander's camelCase flags under the names that inputs and file use. */
function toSettings(flags: Record<string, string | boolean>): Settings {
  const kebab = (s: string): string => s.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  return Object.fromEntries(Object.entries(flags).map(([k, v]) => [kebab(k), String(v)])) as Settings;
}

function explain(error: unknown): void {
  if (error instanceof GateError) {
    log.error(error.message);
    if (error.next !== '') process.stderr.write(`  ${printable(error.next)}\n`);
    log.debug(String(error.cause ?? ''));
    return;
  }
  log.error(`This is a defect of finops-gate: ${error instanceof Error ? error.message : String(error)}`);
  process.stderr.write('  Please report it with the output of FINOPS_GATE_DEBUG=1.\n');
  if (error instanceof Error) log.debug(error.stack ?? '');
}

// a reader that has seen enough, such as head, is no mistake
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.clean);
    throw error;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.user;
  } else {
    explain(error);
    process.exitCode = exitCodeOf(error);
  }
}
