/** The Action: inputs and event in, one call of the pipeline, every surface of GitHub out. No logic of its own. */
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { type ActionInput, actionInputs, type Settings } from './config/inputs.ts';
import { exemptionRules, parseConfig, parseConfigFile, parseGithubConfig } from './config/parse-config.ts';
import { advancesBaseline, type EventContext, readContext } from './github/context.ts';
import { actionLog } from './github/log.ts';
import { getIdToken, offersIdToken } from './github/oidc.ts';
import type { ActionOutput } from './github/outputs.ts';
import type { Rest } from './github/rest.ts';
import { type AuditResult, audit, type Door, knownChecks, knownRules } from './pipeline.ts';
import { EXIT, exitCodeOf, GateError } from './shared/errors.ts';

/** The runner hands an input over as INPUT_<NAME>, upper case, blanks as underscores, hyphens kept. */
function readInputs(env: NodeJS.ProcessEnv): Settings {
  const value = (name: string): string =>
    (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
  return Object.fromEntries((Object.keys(actionInputs) as ActionInput[]).map((name) => [name, value(name)]));
}

/** A path from the root of the repository, as GitHub names files. */
const fromRoot = (path: string, root: string): string =>
  relative(root, resolve(root, path)).split(sep).join('/');

async function baseline(
  ctx: EventContext,
  rest: Rest | undefined,
  defaultBranch: string,
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<Awaited<ReturnType<NonNullable<Door['previous']>>>> {
  if (!rest)
    return { none: 'There is no github-token, so the previous run cannot be looked up.', warning: true };
  const { fetchBaseline } = await import('./github/baseline.ts');
  return fetchBaseline({
    rest,
    owner: ctx.owner,
    repo: ctx.repo,
    defaultBranch,
    name,
    runId: ctx.runId,
    into: env.RUNNER_TEMP ?? '/tmp',
    refuse: async (dir) =>
      existsSync(resolve(dir, 'run_manifest.json')) ? undefined : 'it holds no run_manifest.json',
  });
}

function outputsOf({ report, rendered, files }: AuditResult, folder: string): Record<ActionOutput, string> {
  const { counts, savings } = report;
  return {
    gate: report.gate.result,
    findings: String(counts.open),
    new: String(counts.new),
    resolved: String(counts.resolved),
    unchanged: String(counts.unchanged),
    unobserved: String(counts.unobserved),
    'savings-total': savings.total,
    'savings-gross': savings.gross,
    'savings-new': savings.new,
    'savings-resolved': savings.resolved,
    'coverage-percent': String(report.coverage.percent),
    'api-calls': String(report.coverage.apiCalls),
    'output-folder': folder,
    'comment-file': files.comment,
    'summary-file': files.summary,
    'sarif-file': files.sarif,
    'html-file': files.html,
    'slack-payload': rendered.slack,
    baseline: report.baseline.state,
  };
}

async function run(env: NodeJS.ProcessEnv): Promise<number> {
  const log = await actionLog();
  try {
    const ctx = readContext(env);
    const root = env.GITHUB_WORKSPACE ?? process.cwd();
    const settings = readInputs(env);
    const path = resolve(root, settings.config || '.finops-gate.yml');
    const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (text === undefined && settings.config && settings.config !== actionInputs.config.default) {
      throw new GateError({
        fault: 'user',
        message: `config: the file ${settings.config} does not exist.`,
        next: 'Check the path, and run actions/checkout before this step.',
      });
    }
    const configPath = fromRoot(path, root);
    const config = parseConfig({
      settings,
      ...(text === undefined ? {} : { file: { path: configPath, text } }),
      configPath,
      env,
      known: { checks: knownChecks, rules: knownRules().map((r) => r.id) },
    });
    const github = parseGithubConfig(settings);
    if (github.token) log.mask(github.token);

    const { openRest } = await import('./github/rest.ts');
    const rest = github.token ? await openRest(github.token) : undefined;
    const { resolveRepository } = await import('./github/repository.ts');
    const repository = await resolveRepository(ctx, rest);
    if (repository.notice) log.notice(repository.notice);
    const totalsOnly = repository.isPublic && !config.allowPublic;
    const baseRules = await baseRulesOf(ctx, rest, configPath, text);
    const output = resolve(root, config.output);
    const result = await audit(
      { ...config, output },
      {
        log,
        mask: log.mask,
        now: () => new Date(),
        env,
        getIdToken,
        ...(config.baseline === undefined
          ? { previous: () => baseline(ctx, rest, repository.defaultBranch, github.artifactName, env) }
          : {}),
        ...(baseRules ? { baseRules } : {}),
        runId: `${ctx.runId}-${ctx.runAttempt}`,
        runUrl: ctx.runUrl,
        advancesBaseline: advancesBaseline(ctx, repository.defaultBranch),
        totalsOnly,
        mayLackCredentials: (ctx.isFork || ctx.isDependabot) && !offersIdToken(env),
        key:
          github.artifactName === 'finops-gate-state'
            ? config.tenant
            : `${config.tenant}-${github.artifactName}`,
      },
    );

    const { publishAll } = await import('./github/publish.ts');
    const { rendered, report } = result;
    await publishAll({
      ctx,
      defaultBranch: repository.defaultBranch,
      github,
      rest,
      totalsOnly,
      comment: { marker: rendered.comment.split('\n')[0] ?? '', body: rendered.comment },
      checkRun: rendered.checkRun,
      summary: rendered.summary,
      annotations: rendered.annotations,
      sarif: rendered.sarif.files,
      outputs: outputsOf(result, output),
      ...(report.accounts.length > 0 ? { stateDir: output } : {}),
    });
    return report.gate.result === 'fail' ? EXIT.gate : EXIT.clean;
  } catch (error) {
    const known = error instanceof GateError;
    log.error(
      known
        ? [error.message, error.next].filter((s) => s !== '').join(' ')
        : `This is a defect of finops-gate: ${error instanceof Error ? error.message : String(error)}`,
    );
    if (!known && error instanceof Error) log.debug(error.stack ?? '');
    return exitCodeOf(error);
  }
}

/** The exemptions of the base branch, when the judged change may have changed them. */
async function baseRulesOf(
  ctx: EventContext,
  rest: Rest | undefined,
  path: string,
  text: string | undefined,
): Promise<Door['baseRules']> {
  if (ctx.pullRequest === undefined || !ctx.baseSha || !rest) return undefined;
  const { readBaseConfig } = await import('./github/base-config.ts');
  const base = await readBaseConfig({ rest, owner: ctx.owner, repo: ctx.repo, baseSha: ctx.baseSha, path });
  if (base === text || (base === undefined && text === undefined)) return undefined;
  try {
    return exemptionRules(base === undefined ? {} : parseConfigFile(path, base));
  } catch {
    return undefined;
  }
}

// an upload that hangs must not hold the job: everything that matters has been awaited
process.exit(await run(process.env));
